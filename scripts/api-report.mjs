// Writes the public surface of every package to its api.txt, so that a change shows in review.
// With --check it writes nothing, and fails when a file is out of date.
import { existsSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { readEntryPoints, readText, root } from "./sources.mjs";

const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
const packages = Object.entries(readEntryPoints()).map(([name, paths]) => ({
  name,
  entries: paths
    .filter((path) => !path.endsWith(".json"))
    .map((path) => ({ path, file: `${root}packages/${name}/src/${path === "." ? "index" : path.slice(2)}.ts` })),
}));
const program = ts.createProgram(
  packages.flatMap(({ entries }) => entries.map(({ file }) => file)),
  options,
);
const checker = program.getTypeChecker();
const format =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.WriteArrowStyleSignature |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

function describe(symbol) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target.declarations?.[0];
  if (!declaration) return [];
  if (target.flags & ts.SymbolFlags.Class)
    return [`class ${symbol.name}`, ...members(checker.getDeclaredTypeOfSymbol(target), declaration)];
  if (target.flags & ts.SymbolFlags.Interface)
    return [`interface ${symbol.name}`, ...members(checker.getDeclaredTypeOfSymbol(target), declaration)];
  if (target.flags & ts.SymbolFlags.TypeAlias) {
    const type = checker.getDeclaredTypeOfSymbol(target);
    // An intersection is made of parts that may have no public name, so its properties are listed,
    // each form of a property once.
    const parts = (type.isUnion() ? type.types : [type]).filter((part) => part.isIntersection());
    const properties = new Set(parts.flatMap((part) => members(part, declaration)));
    return [`type ${symbol.name} = ${typeText(type, declaration, true)}`, ...properties];
  }
  const type = checker.getTypeOfSymbolAtLocation(target, declaration);
  const signatures = type.getCallSignatures();
  if (target.flags & ts.SymbolFlags.Function)
    return signatures.map(
      (signature) => `function ${symbol.name}${checker.signatureToString(signature, declaration, format)}`,
    );
  return [`const ${symbol.name}: ${typeText(type, declaration)}`];
}

function typeText(type, location, expandAlias = false) {
  const flags = expandAlias ? format | ts.TypeFormatFlags.InTypeAlias : format;
  const text = checker.typeToString(type, location, flags).replace(/import\("[^"]*"\)\./g, "");
  // TypeScript orders a union by when it first met each literal, which any new file may change.
  return text.replace(/"[^"|]*"(?: \| "[^"|]*")+/g, (union) => union.split(" | ").sort().join(" | "));
}

function members(type, location) {
  return type
    .getProperties()
    .filter((property) =>
      (property.declarations ?? [location]).some((one) => one.getSourceFile().fileName.startsWith(`${root}packages/`)),
    )
    .filter(
      (property) => !property.declarations?.some((one) => ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Private),
    )
    .map((property) => {
      const optional = property.flags & ts.SymbolFlags.Optional ? "?" : "";
      return `  ${property.name.replace(/^__@(\w+)@\d+$/, "[Symbol.$1]")}${optional}: ${typeText(checker.getTypeOfSymbolAtLocation(property, location), location)}`;
    });
}

const stale = [];
for (const { name, entries } of packages) {
  const text = entries
    .map(({ path, file }) => {
      const source = program.getSourceFile(file);
      const symbols = checker
        .getExportsOfModule(checker.getSymbolAtLocation(source))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      return [`# @nh/${name}${path.slice(1)}`, "", ...symbols.flatMap(describe), ""].join("\n");
    })
    .join("\n");
  const report = `packages/${name}/api.txt`;
  if (existsSync(root + report) && readText(report) === text) continue;
  stale.push(report);
  if (!process.argv.includes("--check")) writeFileSync(root + report, text);
}
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(
    `The public surface changed: ${stale.join(", ")}. Run "pnpm api-report", review the difference and commit it.`,
  );
  process.exitCode = 1;
} else {
  console.log(stale.length > 0 ? `Wrote ${stale.join(", ")}.` : "The public surface matches the committed files.");
}
