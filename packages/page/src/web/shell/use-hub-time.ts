import { useEffect, useState } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { hubTime } from "./hub-time.js";

/** The hub's time. The component renders again each second. */
export function useHubTime(): Date {
  const clock = useHub((state) => state.clock);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return hubTime(clock);
}
