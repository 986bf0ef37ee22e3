// Why a button cannot be pressed, by the API's ActionResult.

export const REASONS: Record<number, string> = {
  6: "Not ready yet", 7: "The queue is full", 9: "Not enough minerals", 10: "Not enough vespene gas",
  13: "More supply is needed", 14: "The supply limit is reached", 15: "Not enough life", 17: "Not enough energy",
  40: "Another structure is required first", 64: "It is still under construction", 74: "Nobody is aboard",
  76: "It is busy", 79: "A requirement is not met", 203: "It cannot remember more orders",
};
