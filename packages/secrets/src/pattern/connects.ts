/**
 * Whether a name and a value on one line belong together: `OKTA_TOKEN=…`, `"okta": {"token": "…"`, `okta_token => '…'`,
 * `getenv('OKTA_TOKEN', '…')`, `<okta-token>…`. `between` is what stands between the provider's word and the value.
 */
const operator = String.raw`(?:=>|:?={1,3}|:{1,2}|\|\||\?\?|\?[:=]|,|\(|>|->|\bis\b)`;
const tail = String.raw`[\w.\- \t$]{0,40}`;
const closing = String.raw`['"\`\])}]{0,3}`;
const opening = String.raw`['"\`=\[({$@]{0,4}(?:(?:[Bb]earer|[Bb]asic|[Tt]oken|[Ss]tring|[brfu])[ \t]?['"\`(]{0,2})?`;
const space = String.raw`[ \t]{0,8}`;
const link = String.raw`${tail}${closing}${space}${operator}?\\?${space}${opening}`;
const whole = new RegExp(String.raw`^(?:${link}){1,2}\\?['"]?$`);

export const connects = (between: string): boolean => between.length <= 120 && whole.test(between);
