import { expect, test } from "../../fixtures/test.ts";

test("robots.txt, the manifest and the sitemap are answered to anyone", async ({ demo, request }) => {
  const robots = await request.get(`${demo.url}/robots.txt`);
  expect(robots.status()).toBe(200);
  expect(await robots.text()).toContain(`Sitemap: ${demo.url}/sitemap.xml`);
  expect(await robots.text()).toMatch(/^Disallow: \/$/m);

  const manifest = await request.get(`${demo.url}/manifest.webmanifest`);
  expect(manifest.headers()["content-type"]).toContain("application/manifest+json");
  const { name, icons }: { name: string; icons: { src: string }[] } = await manifest.json();
  expect(name).toBe("Hawkmoth");
  for (const { src } of icons) expect((await request.get(`${demo.url}${src}`)).status()).toBe(200);

  const sitemap = await request.get(`${demo.url}/sitemap.xml`);
  expect(await sitemap.text()).toContain(`<loc>${demo.url}/</loc>`);
});

test("a page asked for by loopback address moves to the configured origin before anything is typed", async ({
  demo,
  page,
}) => {
  const { port } = new URL(demo.url);
  await page.goto(`http://127.0.0.1:${port}/login?next=%2Fdemo`);
  await expect(page).toHaveURL(`${demo.url}/login?next=%2Fdemo`);
});
