import { startShop } from "./server.ts";

const broken = process.argv[2] !== "fixed";
const shop = await startShop({ broken, port: Number(process.env.PORT ?? 0) });
console.log(`${broken ? "The shop with its planted bugs" : "The shop with its bugs fixed"} is at ${shop.url}`);
