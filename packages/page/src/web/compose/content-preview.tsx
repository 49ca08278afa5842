import { platformFacts, utf8ByteLength } from "@nh/payloads";
import type { ComponentChildren } from "preact";
import { platformLooks } from "../pictures/platform-names.js";
import { CodeBlock } from "../shell/code-block.js";
import { digits } from "../shell/digits.js";
import { Reach } from "./audience-field.js";
import type { ContentPart } from "./compose-content.js";
import type { Draft } from "./draft.js";
import { OwnField } from "./own-field.js";
import { NativePicture, Notes, TemplatePictures } from "./preview.js";
import type { DraftEnd, SendEnd } from "./send-draft.js";
import { useExplanation } from "./use-explanation.js";
import { indentXml } from "./xml-form.js";

interface ContentPreviewProps {
  readonly parts: readonly ContentPart[];
  readonly draft: Draft;
  readonly end: DraftEnd | undefined;
  readonly onChange: (change: Pick<Draft, "own">) => void;
}

/** What every chosen platform makes of the message, side by side. */
export function ContentPreview({ parts, draft: { target, own }, end, onChange }: ContentPreviewProps) {
  return (
    <ul class="platform-cards" aria-label="What each platform makes of it">
      {parts.map((part) => (
        <PlatformCard key={part.platform} part={part} target={target} end={end?.platforms[part.platform]}>
          <OwnField
            platform={part.platform}
            own={own[part.platform]}
            problem={part.ownProblem}
            onChange={(text) => {
              const { [part.platform]: _, ...others } = own;
              onChange({ own: text === undefined ? others : { ...own, [part.platform]: text } });
            }}
          />
        </PlatformCard>
      ))}
    </ul>
  );
}

interface PlatformCardProps {
  readonly part: ContentPart;
  readonly target: Draft["target"];
  readonly end: SendEnd | undefined;
  readonly children: ComponentChildren;
}

function PlatformCard({ part, target, end, children }: PlatformCardProps) {
  const { platform, notification, notes, problem } = part;
  const { label } = platformLooks[platform];
  const explanation = useExplanation(notification, target);
  return (
    <li class="card" aria-label={label}>
      <h3 class="card-title">{label}</h3>
      {problem !== undefined && <p class="problem">{problem.message}</p>}
      {notification !== undefined && (
        <>
          {platform === "template" ? (
            <TemplatePictures explanation={explanation} />
          ) : (
            <NativePicture notification={notification} />
          )}
          <Reach explanation={explanation} />
          <CodeBlock label={`Payload for ${label}`} text={pretty(notification.body)} language="body" />
          <p class="hint">
            {digits(utf8ByteLength(notification.body))} of {digits(platformFacts[platform].bodyLimitBytes)} bytes
          </p>
        </>
      )}
      <Notes notes={[...notes, ...(notification?.warnings ?? [])]} />
      {children}
      {end !== undefined && <p class={`outcome outcome-${end.tone}`}>{end.text}</p>}
    </li>
  );
}

/** A line for each key or element. */
function pretty(body: string): string {
  return body.startsWith("<") ? indentXml(body) : JSON.stringify(JSON.parse(body), null, 2);
}
