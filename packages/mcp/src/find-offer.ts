import { AppError } from "@hawkmoth/domain/errors";
import type { AnyOffer, Catalogue } from "./catalogue.ts";
import { nearestTool } from "./nearest-tool.ts";
import { cleanText } from "./sanitize.ts";
import { isCallable, isSelected, type Selection } from "./selection.ts";

/**
 * The tool of that name, if the connection may call it.
 * @throws NOT_FOUND with the name that was most likely meant, FORBIDDEN when the connection left the tool out.
 */
export function findOffer(catalogue: Catalogue, selection: Selection, name: string): AnyOffer {
  const offer = catalogue.get(name);
  if (offer && isCallable(selection, offer)) return offer;
  if (offer) throw switchedOff(offer, selection);
  const selected = [...catalogue.values()].filter((candidate) => isSelected(selection, candidate));
  const near = nearestTool(
    name,
    selected.map((candidate) => candidate.name),
  );
  throw new AppError("NOT_FOUND", {
    message: `There is no tool '${cleanText(name).slice(0, 60)}'${near ? `: did you mean '${near}'?` : ""}`,
    field: "name",
    details: {
      ...(near ? { did_you_mean: near } : {}),
      next: near ? `Call ${near}.` : "Call tools/list for the tools there are.",
    },
  });
}

function switchedOff(offer: AnyOffer, selection: Selection): AppError {
  const reason =
    selection.is_readonly && !offer.hints.read_only
      ? "this connection is read-only"
      : `this connection left it out (toolset ${offer.toolset})`;
  return new AppError("FORBIDDEN", {
    message: `The tool '${offer.name}' is switched off: ${reason}.`,
    hint: "The user chooses the tools of a connection in its settings.",
  });
}
