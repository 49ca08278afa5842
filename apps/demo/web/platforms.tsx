import { type Platform, platformFacts } from "@nh/payloads";

/** Short names that fit on a button, and the letters of the badge. */
export const platformLabels: Readonly<Record<Platform, { readonly short: string; readonly letters: string }>> = {
  apple: { short: "Apple", letters: "iOS" },
  fcmv1: { short: "FCM v1", letters: "FCM" },
  gcm: { short: "FCM legacy", letters: "GCM" },
  windows: { short: "Windows", letters: "WNS" },
  windowsphone: { short: "Win Phone", letters: "MPNS" },
  adm: { short: "Amazon", letters: "ADM" },
  baidu: { short: "Baidu", letters: "BD" },
  xiaomi: { short: "Xiaomi", letters: "Mi" },
  browser: { short: "Browser", letters: "Web" },
  template: { short: "Template", letters: "$( )" },
};

/** A small square in the platform's color, with the name for screen readers. */
export function PlatformBadge({ platform, decorative = false }: { platform: Platform; decorative?: boolean }) {
  return (
    <span class={`badge badge-${platform}`} title={platformFacts[platform].name} aria-hidden={decorative}>
      <span aria-hidden="true">{platformLabels[platform].letters}</span>
      {!decorative && <span class="visually-hidden">{platformFacts[platform].name}</span>}
    </span>
  );
}
