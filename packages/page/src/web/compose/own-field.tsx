import type { Platform } from "@nh/payloads";
import { useState } from "preact/hooks";
import { platformLooks } from "../pictures/platform-names.js";
import type { PayloadProblem } from "./build-notification.js";
import { ownFields } from "./own-fields.js";
import { PayloadField } from "./payload-field.js";

interface OwnFieldProps {
  readonly platform: Platform;
  /** What only this platform has, as JSON; undefined when it has nothing. */
  readonly own: string | undefined;
  readonly problem: PayloadProblem | undefined;
  readonly onChange: (own: string | undefined) => void;
}

const nothing = "{}";

/** What only one platform has, folded away until somebody wants it. */
export function OwnField({ platform, own, problem, onChange }: OwnFieldProps) {
  const [openAtFirst] = useState(own !== undefined);
  const name = `Only for ${platformLooks[platform].label}`;
  return (
    <details class="own" open={openAtFirst}>
      <summary class="more-fields">{name}</summary>
      <PayloadField
        platform="every"
        name={name}
        body={own ?? nothing}
        fields={ownFields(platform)}
        problem={problem}
        onChange={(text) => onChange(text === nothing ? undefined : text)}
      />
    </details>
  );
}
