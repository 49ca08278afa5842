// Renders a Markdown file of the repository about as GitHub shows it, with a style sheet of our
// own.
import { readFileSync } from "node:fs";
import {
  bundledLanguages,
  bundledThemes,
  codeToTokensWithThemes,
  createOnigurumaEngine,
  createShikiInternal,
  loadBuiltinWasm,
} from "@gerrit0/mini-shiki";
import MarkdownIt from "markdown-it";

const styles = readFileSync(new URL("markdown-page.css", import.meta.url), "utf8");
const languages = ["bash", "json", "typescript"];
const themes = { light: "github-light", dark: "github-dark" };

/**
 * @param {string} markdown
 * @returns {Promise<string>} an HTML document, whose relative links start where the file is
 */
export async function renderMarkdown(markdown) {
  await loadBuiltinWasm();
  const shiki = await createShikiInternal({
    engine: createOnigurumaEngine(),
    langs: await Promise.all(languages.map(async (name) => (await bundledLanguages[name]()).default)),
    themes: await Promise.all(Object.values(themes).map(async (name) => (await bundledThemes[name]()).default)),
  });
  const parser = new MarkdownIt({
    html: true,
    linkify: true,
    highlight: (code, lang) => (lang === "" ? "" : highlight(shiki, code, lang)),
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${styles}</style><body><main>${parser.render(markdown)}</main>`;
}

/** Each token has its color in both themes. */
function highlight(shiki, code, lang) {
  const name = lang === "sh" ? "bash" : lang;
  const lines = codeToTokensWithThemes(shiki, code, { lang: name, themes });
  return lines.map((tokens) => tokens.map(token).join("")).join("\n");
}

function token({ content, variants: { light, dark } }) {
  const text = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<span style="color: light-dark(${light.color}, ${dark.color})">${text}</span>`;
}
