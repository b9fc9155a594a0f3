/** How languages set a value beside a name where no operator stands right behind it. */
import type { Writing } from './form.ts';

/** What may stand between a name and its operator: `password[32] =`, `$config{password} =`, `Password { get; set; } =`. The length of it. */
export function bracketAfter(text: string, at: number, from: number): number {
  const rest = text.slice(at, at + 60);
  const open = text.slice(Math.max(0, from - 2), from);
  return (
    /^\s?(?:\[\w{0,12}\]|\{\s?get;[^{}\n]{0,40}\})\s*(?==\s?@?["'])/.exec(rest)?.[0].length ??
    (/\{["']?$/.test(open) ? (/^\}\s*(?==\s?["'])/.exec(rest)?.[0].length ?? 0) : 0)
  );
}

interface Beside {
  /** Where the name begins. */
  before: number;
  quotedName: boolean;
  writing: Writing;
}

/** What stands for an operator; undefined where nothing does. */
export function besideName(text: string, at: number, { before, quotedName, writing }: Beside): string | undefined {
  const rest = text.slice(at, at + 160);
  const head = text.slice(Math.max(0, before - 100), before);
  if (writing === 'code' || writing === 'prose') {
    // `"password" to "…"` of Kotlin
    const to = quotedName && writing === 'code' ? /^to\s+(?=")/.exec(rest)?.[0] : undefined;
    if (to) return to;
    // `props.put(Config.PASSWORD, "…")`, `strcmp(password, "…")`, `assertEquals(user.password, "…")`
    const argument = quotedName ? undefined : /^,\s{1,20}(?=@?["'`][^"'`\n]{4,100}["'`]\s*[,)])/.exec(rest)?.[0];
    const name = text.slice(before, at);
    if (
      argument &&
      /\(\s*$/.test(head) &&
      ((/(?:^|\.)[A-Z][A-Z0-9_]*$/.test(name) &&
        /(?:set|put|add|append|with|define|entry|pair|of|header|option|property|param|store|save|insert|update|env)\w{0,16}\(\s*$/i.test(
          head,
        )) ||
        /\b(?:str\w{0,6}(?:cpy|cmp)|assert\w*|[Ee]quals?|eq)\(\s*$/.test(head))
    )
      return argument;
    // `let(:password) { '…' }`, `ENV.fetch('PASSWORD') { '…' }` of Ruby; `std::string password{"…"}`
    const block = /^(?:\)\s)?\{\s*(?=["'])/.exec(rest)?.[0];
    if (block && (/^\{["']/.test(rest) || /(?:let!?\(:|fetch\(["'])$/.test(head))) return block;
  }
  if (writing !== 'code') {
    const line = head.slice(head.lastIndexOf('\n') + 1);
    // `<property name="password">…`, `<setting name="Password"><value>…`, `<key>password</key><string>…`
    const element = quotedName
      ? /<[\w:.-]+(?:\s+[\w:.-]+="[^"<>]*")*\s+(?:name|key|id)=["']$/.test(line) &&
        /^(?:\s*[\w:-]+="[^"<>]*")*\s*>\s*(?:<(?:value|string)>\s*)?(?=[^\s<])/.exec(rest)?.[0]
      : text[before - 1] === '>' && /^<\/(?:name|key)>\s*<(?:value|string)>\s*(?=[^\s<])/.exec(rest)?.[0];
    if (element) return element;
    const data = text[before - 1] === '<' ? /^(?:\s*[\w:-]+="[^"<>]*")*>\s*<!\[CDATA\[(?=[^\s<])/.exec(rest)?.[0] : undefined;
    if (data) return data;
    // `ENV DB_PASSWORD …`, `SetEnv`, `fastcgi_param`; `bindpw …` alone on its line
    if (
      writing === 'settings' &&
      text[at - 1] === ' ' &&
      (/^\s*(?:ENV|ARG|SetEnv|setx|set|fastcgi_param|proxy_set_header|uwsgi_param|env)\s+$/.test(line) ||
        (/^\s*$/.test(line) &&
          // Of nginx, whom a request is passed to.
          !/_pass\s*$/.test(text.slice(before, at)) &&
          /^(?=\S*\d)[^\s"'=:<>{}()[\],]{6,80};?\s*(?:\n|$)/.test(rest)))
    )
      return '';
  }
  return undefined;
}

const holds =
  /^(?:equals|equalsIgnoreCase|contentEquals|eq|is|isEqualTo|set|setValue|value|fill|type|sendKeys|send_keys|default|toBe|push|env|str|getOrElse)$/;
const asks =
  /^(?:get|find|load|read|fetch|has|is|contains|select|query|lookup|delete|remove|revoke|create|make|build|generate|parse|extract|request|require|ask|prompt|show|expire|refresh|next|expect|consume|peek|match|split|count|list|translate|use|on|handle|inject)(?=[A-Z_]|$)/;

/** What the argument of a function is: that of `password.equals("…")` is the password, that of `token.Extra("…")` and of `getPassword("…")` none. */
export function argumentOf(name: string): string {
  const parts = name.split('.');
  const last = parts.at(-1)!;
  if (parts.length > 1 && holds.test(last)) return parts.slice(0, -1).join('.');
  return asks.test(last) ? '' : last;
}
