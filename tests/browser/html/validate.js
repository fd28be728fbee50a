// Reads pages, a JSON string a line; answers each with a line: what is wrong with its HTML.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const RULES = {
  "doctype-style": "off", // which case it has is a matter of taste
  "form-dup-name": "off", // a group has one name, and so have the buttons that move a question
  "no-implicit-button-type": "off", // a button of a form sends it
  "long-title": "off", // the heading is the question, and a title is the heading
  "no-trailing-whitespace": "off", // templates leave some
};
const checker = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ["html-validate:recommended"], rules: RULES }),
);

for await (const line of createInterface({ input: process.stdin })) {
  const { results } = await checker.validateString(JSON.parse(line));
  const wrong = results.flatMap(({ messages }) => messages);
  const told = wrong.map((it) => `line ${it.line}: ${it.message} (${it.ruleId})`);
  console.log(JSON.stringify(told));
}
