import { inputError } from "../cli-error.js";

/**
 * The rows of a CSV document (RFC 4180) from its lines: fields separated by commas, quoted where
 * they hold a comma, a quote (doubled) or a line break.
 *
 * @throws {CliError} when the CSV is malformed.
 */
export async function* readCsvRows(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let row: string[] = [];
  let open: string | undefined;
  let lineNumber = 0;
  let openedAt = 0;
  for await (const line of lines) {
    lineNumber += 1;
    let position = 0;
    if (open !== undefined) open += "\n";
    for (;;) {
      if (open !== undefined) {
        const quote = line.indexOf('"', position);
        if (quote === -1) {
          open += line.slice(position);
          break;
        }
        open += line.slice(position, quote);
        position = quote + 1;
        if (line[position] === '"') {
          open += '"';
          position += 1;
          continue;
        }
        row.push(open);
        open = undefined;
        if (position < line.length && line[position] !== ",") {
          throw inputError(`Line ${lineNumber} of the CSV has text after a closing quote.`);
        }
      } else if (line[position] === '"') {
        open = "";
        openedAt = lineNumber;
        position += 1;
        continue;
      } else {
        const comma = line.indexOf(",", position);
        row.push(line.slice(position, comma === -1 ? line.length : comma));
        position = comma === -1 ? line.length : comma;
      }
      if (position >= line.length) break;
      position += 1;
      if (position === line.length) {
        row.push("");
        break;
      }
    }
    if (open !== undefined) continue;
    if (row.length > 1 || row[0] !== "") yield row;
    row = [];
  }
  if (open !== undefined) throw inputError(`The quote on line ${openedAt} of the CSV is never closed.`);
}
