import { createContext } from "preact";
import { useContext, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import { emptyState, type HubState, type HubStore } from "./store.js";

export const HubContext = createContext<HubStore | undefined>(undefined);

/**
 * A part of the state. The component renders again only when that part differs, and gets the same
 * object until then.
 *
 * @param isSame Compares a part with the one before. Default: by identity.
 */
export function useHub<Part>(
  select: (state: HubState) => Part,
  isSame: (a: Part, b: Part) => boolean = Object.is,
): Part {
  const store = useContext(HubContext);
  const [, render] = useReducer((count: number) => count + 1, 0);
  const selected = select(store?.state ?? emptyState);
  const shown = useRef({ part: selected, select });
  const part = isSame(shown.current.part, selected) ? shown.current.part : selected;
  shown.current = { part, select };
  // Before anything else runs, so that no change is missed.
  useLayoutEffect(
    () =>
      store?.subscribe(() => {
        const { part: before, select: read } = shown.current;
        if (!isSame(before, read(store.state))) render(undefined);
      }),
    [store],
  );
  return part;
}
