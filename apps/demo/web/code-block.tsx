import { Highlight, type Language } from "./highlight.js";

/** A text in its own box, which scrolls when it is long; the keyboard can reach it for that. */
export function CodeBlock({ label, text, language }: { label: string; text: string; language: Language }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
    <section class="code" aria-label={label} tabIndex={0}>
      <pre>
        <Highlight text={text} language={language} />
      </pre>
    </section>
  );
}
