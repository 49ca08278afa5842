import { Highlight, type Language } from "./highlight.js";

/**
 * Shows text in a box that scrolls when the text is long. It can have the focus, to scroll by
 * keyboard.
 */
export function CodeBlock({ label, text, language }: { label: string; text: string; language: Language }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a mouse, the arrow keys scroll it
    <section class="code" aria-label={label} tabIndex={0}>
      <pre>
        <Highlight text={text} language={language} />
      </pre>
    </section>
  );
}
