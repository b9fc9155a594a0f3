/** Where in an expression the literal stands that a name is given: in a call that only changes its form, or as what counts where nothing else is set. */

/** Letters before a literal's quote: raw, bytes, formatted, wide, national. */
const prefix = `(?:[rbfuLNERB@$]{1,2}#?)?`;
const literal = String.raw`(?=${prefix}["'\`])`;

/** The last name of a call that makes another form of its argument: `Base64.decode`, `String::from`, `Buffer.from`, `[]byte`, `Hash::make`. */
const changesForm =
  /(?:^|[^A-Za-z])(?:\w*(?:decode|encode|base64|b64|hex|bytes?|bytearray|atob|secure|secret|literal|quote|hash|hashpw|crypt|md5|sha\d*|digest|string|str|text|cstr|slice|array)\w*|from|make|new|some|ok|just|of|sensitive|password|key|token|credential)$/i;
const looksUp =
  /(?:^|[^A-Za-z])(?:get|read|load|fetch|find|lookup|env|prompt|ask|input|create|generate|gen|random|request|parse|resolve|translate|is|has|contains|starts|ends|index|replace|split|verify)[A-Z_]?\w*$/;

/** Past `new Secret(`, `Base64.getDecoder().decode(`, `Some(String::from(`: up to three calls, each the only argument's. */
export function intoCall(text: string, at: number): number | undefined {
  let from = at;
  for (let depth = 0; depth < 3; depth++) {
    const call = /^(?:new\s+|await\s+)?[&*!]?((?:[\w$.:<>?]|\[\]|\(\)){1,60}?)\s?\(\s{0,40}(?!\))/.exec(text.slice(from, from + 100));
    if (!call || !changesForm.test(call[1]!) || (looksUp.test(call[1]!) && !/hash/i.test(call[1]!))) return undefined;
    from += call[0].length;
    if (startsLiteral.test(text.slice(from, from + 4))) return from;
  }
  return undefined;
}

const startsLiteral = new RegExp(`^${literal}`);
const something = String.raw`(?:[^\n;,{}()[\]"'\`]|\{\w{1,40}\}|\([^()\n]{0,60}\)|\[[^[\]\n]{0,60}\]|"[^"\n]{0,40}"|'[^'\n]{0,40}'){1,80}?`;
/** `a || 'b'`, `a ?? 'b'`, `a ?: "b"`, `a or 'b'`, `a ? 'b' : c`, `a ? b : 'c'` */
const alternative = new RegExp(String.raw`^${something}(?:\|\||\?\?|\?:|\bor\b|\?(?![.?:])(?:[^\n"'\`,;?]{1,40}:)?)\s*${literal}`);
/** `getOrElse("A", "b")`, `environ.get('A', default='b')`, `….orElse("b")`, `….unwrap_or("b"` */
const fallback = new RegExp(
  String.raw`^[^\n;,{}"'\`]{0,60}?(?:(?:[Gg]et_?[Oo]r_?\w{2,12}|[Gg]et_?[Ee]nv|env(?:iron)?(?:\.\w{2,12})?|ENV\.fetch|[Gg]etProperty|config|fromEnvironment)\(\s*["'][\w.-]{1,60}["']\s*,\s*(?:default(?:Value|_value)?\s*[:=]\s*)?)${literal}`,
);
/** `….orElse("b")`, `….unwrap_or("b"` */
const otherwise = new RegExp(String.raw`^${something}\.(?:[Oo]r_?[Ee]lse|unwrap_or)\(\s*${literal}`);
/** `: &'static str = "…"` */
const typed = new RegExp(String.raw`^(?:[\w<>[\]|&?*.: ]{0,20}(?:'\w+ )?[\w<>[\]|&?*.: ]{1,40}= ?)${literal}`);

const cast = new RegExp(String.raw`^<\w{1,40}>${literal}`);

/** The offset of the literal's first character, its prefix counted, no farther than 100 characters; undefined where the expression has none of its own. */
export function literalIn(text: string, at: number): number | undefined {
  const called = intoCall(text, at);
  if (called !== undefined) return called;
  const head = text.slice(at, at + 100);
  const before = cast.exec(head) ?? alternative.exec(head) ?? fallback.exec(head) ?? otherwise.exec(head);
  return before ? at + before[0].length : undefined;
}

/** As `literalIn`, behind a type. */
export function behindType(text: string, at: number): number | undefined {
  const before = typed.exec(text.slice(at, at + 64));
  return before ? at + before[0].length : undefined;
}
