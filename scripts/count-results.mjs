// Prints one last line for CI: how many tests (from Vitest's JSON report) and steps of `pnpm check`
// passed and failed. A missing result counts as one failure.
import { existsSync, readFileSync } from "node:fs";

const [testsFile, checksFile] = process.argv.slice(2);
const readIfPresent = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

function countTests(text) {
  if (text === "") return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(text);
  // A file that fails to load has no failed test to count.
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((one) => one.status !== "failed"),
  );
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length, skipped: numPendingTests };
}

function countChecks(text) {
  const line = /^checks: (\d+) passed, (\d+) failed$/m.exec(text);
  return line ? { passed: Number(line[1]), failed: Number(line[2]) } : { passed: 0, failed: 1 };
}

const tests = countTests(readIfPresent(testsFile));
const checks = countChecks(readIfPresent(checksFile));
if (tests.skipped > 0) console.log(`${tests.skipped} skipped; the titles say why`);
console.log(`${tests.passed + checks.passed} passed, ${tests.failed + checks.failed} failed`);
