// What `pnpm bench --all` runs. On two quiet cores the full options take about 20 minutes together,
// and the quick ones about two.

/**
 * @typedef {object} Part
 * @property {string} id of the part, which names its file of figures
 * @property {string} title of its section of docs/performance.md
 * @property {string} how it was measured, as a Markdown paragraph
 * @property {string} benchmark the name after `pnpm bench`
 * @property {string[]} full the options of a run whose figures count
 * @property {string[]} quick the options of a run that only shows that the part works
 * @property {number} limitMinutes after which the part is stopped, and counts as failed
 */

/** @type {Part[]} */
export const parts = [
  {
    id: "client",
    title: "Sending",
    how: `Each sender sends one notification after another to a server in a process of its own, which does nothing else. \`node:http\` by hand and \`Pool.request\` of undici send the same bytes and check nothing: they show what the machine allows.`,
    benchmark: "client",
    full: ["--in-flight", "1,16,64,256", "--rounds", "5", "--sends", "10000"],
    quick: ["--in-flight", "1,64", "--rounds", "1", "--sends", "2000"],
    limitMinutes: 9,
  },
  {
    id: "heap",
    title: "Memory of a long run",
    how: "The heap after the sends, less the heap before them, each after a garbage collection.",
    benchmark: "client",
    full: "--heap --sends 200000 --rounds 1 --in-flight 64 --only".split(" ").concat("official,client,client + undici"),
    quick: "--heap --sends 4000 --rounds 1 --in-flight 64 --only".split(" ").concat("official,client,client + undici"),
    limitMinutes: 5,
  },
  {
    id: "cold-start",
    title: "Cold start",
    how: "A fresh process imports the client, or imports it and sends once.",
    benchmark: "cold-start",
    full: ["--rounds", "9"],
    quick: ["--rounds", "2"],
    limitMinutes: 2,
  },
  {
    id: "bundle-size",
    title: "Bundles for browsers",
    how: `Made by esbuild, minified, compressed with gzip. "At once" is what a bundler that splits code loads before the program runs. "In one file" is all code that the program can reach.`,
    benchmark: "bundle-size",
    full: [],
    quick: [],
    limitMinutes: 2,
  },
  {
    id: "installed-size",
    title: "Installation",
    how: "What `npm install` of a client brings into an empty project.",
    benchmark: "installed-size",
    full: [],
    quick: [],
    limitMinutes: 3,
  },
  {
    id: "hub-scale",
    title: "The local hub with many devices",
    how: `A hub in memory loads a snapshot of devices with five tags each. A send to \`a && !b\` then reaches 1,000 of them, or all if there are fewer.`,
    benchmark: "hub-scale",
    full: ["--rounds", "3", "1000", "10000", "100000", "1000000"],
    quick: ["--rounds", "1", "1000", "10000"],
    limitMinutes: 6,
  },
  {
    id: "hub-http",
    title: "The local hub over HTTP",
    how: `64 connections with one request in flight each. Hub and load are processes of their own on the same machine. A durable hub has written a change to the disk before it responds.`,
    benchmark: "hub-http",
    full: ["--rounds", "3", "--seconds", "4"],
    quick: ["--rounds", "1", "--seconds", "1"],
    limitMinutes: 4,
  },
  {
    id: "page",
    title: "The page of the hub",
    how: `Chromium has the page open. The longest task of its main thread is measured while 100 devices get 100 pushes each. A search is measured from the keystroke to the list. The row of a send must be in two tabs; the time of curl includes its start.`,
    benchmark: "page",
    full: ["--rounds", "5"],
    quick: ["--rounds", "1"],
    limitMinutes: 4,
  },
  {
    id: "platforms",
    title: "Pushing without a hub",
    how: `\`@nh/platforms\` and other libraries push over TLS to servers on the same machine that speak the protocols of the push services. 100 pushes are in flight.`,
    benchmark: "platforms",
    full: ["--only", "apns,web-push,fcm"],
    quick: ["--rounds", "1", "--pushes", "1000", "--only", "apns,web-push,fcm"],
    limitMinutes: 9,
  },
];
