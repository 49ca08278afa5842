import { useEffect, useState } from "preact/hooks";

/** Copies text, and says so for a moment. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  return (
    <button type="button" class="button button-quiet" onClick={copy}>
      <span aria-live="polite">
        {state === "idle" ? label : state === "copied" ? "Copied" : "Copying is not allowed"}
      </span>
    </button>
  );
}
