import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Draft } from "../compose/draft.js";
import type { Route } from "./route.js";

/** What a lesson points at after it was done. */
export interface Pointer {
  /** `TrackingId` of the response to the lesson's send. */
  readonly trackingId: string;
  /** What to look at there. */
  readonly text: string;
}

/** What every part of the page may do to the whole of it. */
export interface PageActions {
  readonly route: Route;
  readonly go: (to: Partial<Route>, how?: "push" | "replace") => void;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  /** What a lesson points at; undefined when none was done, or it was read. */
  readonly pointer: Pointer | undefined;
  readonly point: (pointer: Pointer | undefined) => void;
  /** Says something to whoever looks or listens; it goes away by itself. */
  readonly say: (text: string, tone?: "good" | "bad") => void;
}

export const PageContext = createContext<PageActions | undefined>(undefined);

export function usePage(): PageActions {
  const page = useContext(PageContext);
  if (page === undefined) throw new TypeError("There is no page around this component.");
  return page;
}
