export interface Product {
  id: string;
  name: string;
  latin: string;
  price_cents: number;
  light: string;
  water: string;
  about: string;
  /** Colours of the drawn leaf and pot. */
  leaf: string;
  pot: string;
  shape: "fan" | "heart" | "blade" | "round";
}

export const PRODUCTS: readonly Product[] = [
  {
    id: "boston-fern",
    name: "Boston fern",
    latin: "Nephrolepis exaltata",
    price_cents: 2400,
    light: "Half shade",
    water: "Twice a week",
    about: "Feathery and forgiving. Likes a bathroom with a window.",
    leaf: "#3f8f5b",
    pot: "#d98c5f",
    shape: "fan",
  },
  {
    id: "fiddle-fig",
    name: "Fiddle-leaf fig",
    latin: "Ficus lyrata",
    price_cents: 5900,
    light: "Bright",
    water: "Once a week",
    about: "Tall, sculptural, a little dramatic about draughts.",
    leaf: "#2f7a4d",
    pot: "#4a5568",
    shape: "round",
  },
  {
    id: "monstera",
    name: "Swiss cheese plant",
    latin: "Monstera deliciosa",
    price_cents: 4200,
    light: "Half shade",
    water: "Once a week",
    about: "Grows a new window every other week.",
    leaf: "#2b8a5e",
    pot: "#e2c391",
    shape: "heart",
  },
  {
    id: "snake-plant",
    name: "Snake plant",
    latin: "Dracaena trifasciata",
    price_cents: 2900,
    light: "Any",
    water: "Every two weeks",
    about: "Survives holidays, dark hallways and beginners.",
    leaf: "#5a8f3c",
    pot: "#b45f4d",
    shape: "blade",
  },
  {
    id: "string-of-hearts",
    name: "String of hearts",
    latin: "Ceropegia woodii",
    price_cents: 1800,
    light: "Bright",
    water: "Every ten days",
    about: "Trails a metre down a shelf within a summer.",
    leaf: "#7c9a6d",
    pot: "#8f7bb5",
    shape: "heart",
  },
  {
    id: "calathea",
    name: "Prayer plant",
    latin: "Goeppertia orbifolia",
    price_cents: 3400,
    light: "Shade",
    water: "Twice a week",
    about: "Folds its leaves at night. Soft water, please.",
    leaf: "#4f9d7a",
    pot: "#3d6b8c",
    shape: "round",
  },
  {
    id: "aloe",
    name: "Aloe vera",
    latin: "Aloe barbadensis",
    price_cents: 1600,
    light: "Sunny",
    water: "Every two weeks",
    about: "A kitchen window and a burn now and then.",
    leaf: "#6da06f",
    pot: "#d9a441",
    shape: "blade",
  },
  {
    id: "kentia",
    name: "Kentia palm",
    latin: "Howea forsteriana",
    price_cents: 7900,
    light: "Half shade",
    water: "Once a week",
    about: "The palm of old hotel lobbies. Slow and elegant.",
    leaf: "#3a7d44",
    pot: "#6b705c",
    shape: "fan",
  },
];
