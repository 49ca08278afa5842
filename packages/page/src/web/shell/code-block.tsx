import { Highlight, type Language } from "./highlight.js";

/** Code that scrolls on its own and can be reached with the keyboard. */
export function CodeBlock({ label, text, language }: { label: string; text: string; language: Language }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it.
    <section class="code" aria-label={label} tabIndex={0}>
      <pre>
        <Highlight text={text} language={language} />
      </pre>
    </section>
  );
}
