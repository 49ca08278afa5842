import { useState } from "preact/hooks";
import { compose, sendable } from "../compose/composed.js";
import { type Draft, emptyDraft } from "../compose/draft.js";
import { isTaken, sendDraft } from "../compose/send-draft.js";
import { control } from "../hub/control.js";
import { reachHub } from "../hub/reach-hub.js";
import { useHub } from "../hub/use-hub.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";
import { useAddSamples } from "./empty-hub.js";
import { type Lesson, scenarios, traps } from "./lessons.js";

/** The tutorial's scenarios and the three traps, each with a button that does it. */
export function LearnView({ onClose }: { onClose: () => void }) {
  return (
    <main class="learn" id="main">
      <div class="learn-head">
        <h2>Learn</h2>
        <p>
          This hub speaks the REST API of Azure Notification Hubs. Each of these sends something to it, and then shows
          who got it and why.
        </p>
        <button type="button" class="button" onClick={onClose}>
          Close for good
        </button>
      </div>
      <h3 class="group-title">Five ways to address</h3>
      <LessonList lessons={scenarios} />
      <h3 class="group-title">Three traps</h3>
      <LessonList lessons={traps} />
    </main>
  );
}

function LessonList({ lessons }: { lessons: readonly Lesson[] }) {
  return (
    <ol class="lessons">
      {lessons.map((lesson) => (
        <LessonCard key={lesson.id} lesson={lesson} />
      ))}
    </ol>
  );
}

function LessonCard({ lesson }: { lesson: Lesson }) {
  const connection = useHub((state) => state.connection);
  const devices = useHub((state) => state.devices);
  const { setDraft, go, say, point } = usePage();
  const samples = useAddSamples();
  const [state, setState] = useState<"new" | "busy" | "done">("new");
  const [problem, setProblem] = useState<string>();
  const doIt = async () => {
    const draft: Draft = { ...emptyDraft, ...lesson.draft };
    const message = sendable(compose(draft));
    if (connection === undefined || message === undefined) return;
    setState("busy");
    setProblem(undefined);
    // A lesson needs somebody to send to.
    if (devices !== undefined && devices.length === 0 && !(await samples.run())) return setState("new");
    try {
      if (lesson.scenario !== undefined) await control.startScenario(lesson.scenario);
      const end = await sendDraft(reachHub(connection, connection.hub), draft, message, Date.now());
      setDraft(draft);
      if (!isTaken(end)) return setProblem(end.text);
      setState("done");
      point(end.trackingId === undefined ? undefined : { trackingId: end.trackingId, text: lesson.lookAt });
      say(lesson.lookAt);
      go({ view: "activity", id: undefined });
    } catch (error) {
      setProblem(reasonOf(error));
    } finally {
      setState((now) => (now === "busy" ? "new" : now));
    }
  };
  return (
    <li class="panel lesson">
      <h4>{lesson.title}</h4>
      <p>{lesson.text}</p>
      <p class="hint">Then look: {lesson.lookAt}</p>
      {problem !== undefined && <p class="problem">{problem}</p>}
      <button
        type="button"
        class="button button-primary"
        disabled={state === "busy" || connection === undefined}
        onClick={() => void doIt()}
      >
        {state === "busy" ? "Sending …" : state === "done" ? "Do it again" : "Do it"}
      </button>
    </li>
  );
}
