import { byId, element } from "../element.ts";
import { formatClock } from "./clock.ts";
import type { Step } from "./read-steps.ts";
import type { Stage } from "./stage.ts";

/** Lists what happened; a click on a line leads there once there is a stage. */
export function showSteps(steps: readonly Step[], seek: (at_ms: number) => void): void {
  const lines = steps.map(({ at_ms, text }) => {
    const line = element("button", { type: "button", onclick: () => seek(at_ms) }, [
      element("time", {}, [formatClock(at_ms)]),
      element("span", {}, [text]),
    ]);
    return element("li", {}, [line]);
  });
  byId("steps").replaceChildren(...lines);
}

/** Gives the stage its play button and time line. The answer tells them the time as it passes. */
export function showControls(): { attach: (stage: Stage) => void; onTime: (offset_ms: number) => void } {
  const clock = element("span", { className: "clock" });
  const line = element("input", { type: "range", min: "0", ariaLabel: "Time in the replay" });
  const button = element("button", { type: "button", className: "play" }, ["Play"]);
  let stage: Stage | null = null;
  const onTime = (offset_ms: number) => {
    const duration_ms = stage?.duration_ms ?? offset_ms;
    clock.textContent = `${formatClock(offset_ms)} / ${formatClock(duration_ms)}`;
    line.value = String(offset_ms);
    line.ariaValueText = clock.textContent;
    button.textContent = stage?.isPlaying() ? "Pause" : "Play";
  };
  return {
    onTime,
    attach: (made) => {
      stage = made;
      line.max = String(made.duration_ms);
      line.oninput = () => made.seek(line.valueAsNumber);
      button.onclick = made.toggle;
      byId("controls").replaceChildren(button, line, clock);
      onTime(made.duration_ms);
    },
  };
}
