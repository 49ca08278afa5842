// Import circles between files. Apart from the command, so that it can be tested.

/**
 * @param {Map<string, Iterable<string>>} graph the files that each file imports
 * @returns {string[][]} one circle, such as `["a", "b", "a"]`, for each knot of files that reach
 *   each other; the shortest first
 */
export function findCircles(graph) {
  return findKnots(graph)
    .map((knot) => shortestCircle(graph, knot))
    .sort((left, right) => left.length - right.length || (left[0] < right[0] ? -1 : 1));
}

/**
 * Groups of files that reach each other, found with Tarjan's algorithm. It does not recurse, since
 * a path of imports may be long.
 */
function findKnots(graph) {
  const knots = [];
  const order = new Map(); // the position at which a file was first seen
  const lowest = new Map(); // the position of the earliest open file that it reaches
  const open = [];
  const isOpen = new Set();
  const enter = (file) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    open.push(file);
    isOpen.add(file);
    return { file, targets: [...(graph.get(file) ?? [])] };
  };
  for (const start of graph.keys()) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    while (path.length > 0) {
      const { file, targets } = path.at(-1);
      const target = targets.pop();
      if (target !== undefined) {
        if (!order.has(target)) path.push(enter(target));
        else if (isOpen.has(target)) lowest.set(file, Math.min(lowest.get(file), order.get(target)));
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.file;
      if (parent !== undefined) lowest.set(parent, Math.min(lowest.get(parent), lowest.get(file)));
      if (lowest.get(file) !== order.get(file)) continue;
      const knot = open.splice(open.lastIndexOf(file));
      for (const member of knot) isOpen.delete(member);
      if (knot.length > 1 || [...(graph.get(file) ?? [])].includes(file)) knots.push(knot.sort());
    }
  }
  return knots;
}

/** Searches breadth first from each file of a knot back to itself. */
function shortestCircle(graph, knot) {
  const members = new Set(knot);
  let shortest;
  for (const start of knot) {
    const cameFrom = new Map();
    const queue = [start];
    while (queue.length > 0 && !cameFrom.has(start)) {
      const file = queue.shift();
      for (const target of graph.get(file) ?? []) {
        if (!members.has(target) || cameFrom.has(target)) continue;
        cameFrom.set(target, file);
        queue.push(target);
      }
    }
    const circle = [start];
    do circle.unshift(cameFrom.get(circle[0]));
    while (circle[0] !== start);
    if (shortest === undefined || circle.length < shortest.length) shortest = circle;
  }
  return shortest;
}
