// Do in Firefox what a test asks for.
//
// usage: node drive_firefox.mjs PACKAGES FIREFOX LONGEST
//
// PACKAGES is the folder where npm has put Puppeteer, FIREFOX the program, LONGEST the
// ms after which a step has failed. Each line of stdin is JSON: the name of a command
// below, and its arguments. Each is answered by a line: { result } or { error }.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [packages, executablePath, longest] = process.argv.slice(2);
const puppeteer = createRequire(`${packages}/`)("puppeteer-core");
const timeouts = { timeout: +longest, protocolTimeout: +longest };
const browser = await puppeteer.launch({ browser: "firefox", executablePath, ...timeouts });
let page = null;
let failures = [];

const commands = {
  async open(viewport) {
    page = await browser.newPage();
    failures = [];
    page.on("pageerror", (error) => failures.push(String(error)));
    await page.setViewport(viewport);
  },
  async goto(url) { await page.goto(url, timeouts); },
  evaluate: (code) => page.evaluate(code),
  mouse: (method, ...options) => page.mouse[method](...options),
  keyboard: (method, ...options) => page.keyboard[method](...options),
  failures: () => failures.splice(0),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...options] = JSON.parse(line);
  let answer;
  try {
    answer = { result: await commands[name](...options) };
  } catch (error) {
    answer = { error: String(error) };
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
