import { type SendSample, wireHeaders, wirePath } from "./send-sample.js";

/** A command that any POSIX shell runs; the token comes from `nh sas create`. */
export function curlSample(sample: SendSample): string {
  const lines = [
    `curl -i -X POST ${shellQuote(sample.origin + wirePath(sample))}`,
    `  -H "Authorization: $(nh sas create --hub ${shellQuote(sample.hub)})"`,
    ...wireHeaders(sample).map(([name, value]) => `  -H ${shellQuote(`${name}: ${value}`)}`),
    `  --data-binary ${shellQuote(sample.body)}`,
  ];
  return `${lines.join(" \\\n")}\n`;
}

/** The same with `nh`, which reads the payload from its standard input. */
export function nhSample(sample: SendSample): string {
  const { platform, hub, headers, body, audience, handle, test } = sample;
  const target =
    handle !== undefined
      ? `--device ${shellQuote(handle)}`
      : audience === undefined
        ? "--everyone --yes"
        : `--expression ${shellQuote(audience)}`;
  const given = Object.entries(headers).map(([name, value]) => `--header ${shellQuote(`${name}=${value}`)}`);
  const source = platform === "template" ? "--properties -" : "--payload - --unchecked";
  const words = [`nh send ${platform} --hub ${shellQuote(hub)}`, source, target, ...given, ...(test ? ["--test"] : [])];
  return `printf '%s' ${shellQuote(body)} |\n  ${words.join(" \\\n    ")}\n`;
}

/** One word for a POSIX shell, whatever is in it. */
function shellQuote(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
