import { createContext } from "preact";
import { useContext, useEffect, useReducer, useRef } from "preact/hooks";
import { emptyState, type HubState, type HubStore } from "./store.js";

export const HubContext = createContext<HubStore | undefined>(undefined);

/**
 * A part of the state. The component renders again only when that part has changed, compared by
 * identity.
 */
export function useHub<Part>(select: (state: HubState) => Part): Part {
  const store = useContext(HubContext);
  const [, render] = useReducer((count: number) => count + 1, 0);
  const current = select(store?.state ?? emptyState);
  const shown = useRef({ current, select });
  shown.current = { current, select };
  useEffect(
    () =>
      store?.subscribe(() => {
        const { current: before, select: read } = shown.current;
        if (read(store.state) !== before) render(undefined);
      }),
    [store],
  );
  return current;
}
