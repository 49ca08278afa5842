import { useState } from "preact/hooks";

/** Copies text and says so. */
export function CopyButton({ text, label = "Copy", quiet = false }: { text: string; label?: string; quiet?: boolean }) {
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied("yes"),
      () => setCopied("failed"),
    );
    setTimeout(() => setCopied("no"), 2_000);
  };
  return (
    <button type="button" class={`button ${quiet ? "button-quiet" : ""}`} onClick={copy}>
      <span aria-live="polite">{copied === "no" ? label : copied === "yes" ? "Copied" : "Copy by hand"}</span>
    </button>
  );
}
