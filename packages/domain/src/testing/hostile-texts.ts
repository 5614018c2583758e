/** Beginnings and pieces of everything that some rule looks for, each to be repeated. */
const PLAIN = String.raw`
  "  '  {  }  [  ]  (  )  <  >  &  @  #  %  :  ;  ,  .  =  +  -  _  /  |  *  ~  !  ?  ^  1  a  Z  a1  a:  a.  a-
  a_  a@  a/  a%  a=  a&  1:  1.  1-  1,  0x  A1  a:1  ''  ""  ()  []  {}  <>  ((  [[  {{  //  --  __  ::  -eyJ
  eyJ  eyJa  .eyJaaaaaaaaa  eyJaaaaaaaaa.  eyJaaaaaaaaa.aaaaaaaa.  AKIA  AIza  ya29.  ghp_  github_pat_  glpat-
  xoxb-  sk_live_  sk-  whsec_  npm_  pypi-  SG.  SG.aaaaaaaaaaaaaaaa.  hm_key_  -sk-  .sk-  4111  4111-  0000
  deadbeef  dead1  ffffffff  1234567890abcdef  aaaaaaaa-aaaa-aaaa-aaaa-  2024-01-01T00:00:00  password  password=
  password:"  password='a  a.password-  token  -token  api_key  api-key:  csrf  "secret":"  pwd=a,  secret_
  cookie=  http:  http://  https://a  https://a:  https://a:b  https://a@  https://a.b/c?  https://a:1  https://a.
  https://a!  a://  ab:cd:  ws://  blob:  data:  data:a/b  javascript:  javascript:a  vbscript:  mailto:a  ?a  ?a=
  ?a=b  &a=b  a=b&  a=b;  #a  #/a  #?  %41  %25  %2  %E0%A4  /a  /1  /a1b2c3d  /-  ../  a.js  -a1.js  .abc123
  &amp  &amp;  &amp;amp;  &#  &#38;  &#x26;  &#x  &lt;  &lt;!--  &zwj;  &notanentity  <!--  <!-->  <!-  <!--a-->
  -->  --!>  <!  <!a  <?  <?a  <a  </  </a  </#  <script  <svg/  <a:  <ab:  <ab:c  <|a  <|im_start|>  <</sys
  [INST]  [/INST  <data-  </data-  <data-abcdef012345  [a  [a]  [a](  [a](b  [a](b)  ![  ![](  [![](  ](  ](a  ](<
  ]:  **  *a  ~~  |-  (eval  )(  <anonymous>  a@b:1  @b:1  -1  1:2:  1e  1.2.  v1.2  a.b.  a.b@c.  a@b.  a@b-  +a@
  x-rate  ratelimit-  rate-limit-a-  x-api-key  sessionid  maxtoken  tokens  numtokens  total  cookiea  __Host-
  sb-auth-  aB  aBc  AB  QUJD  QUJDREVG/+  ==  /*  */  /*/  url(  url("  url('a'  @import  @media(  image-set(
  src(  var(--a,  a{  a{b:  a{}  }{  :hover  :hover,  a,  !important  <!--/*  calc(  --a:  page.  getBy  role=
  nth(  NaN  null  true,  {"a":  [[1],  {"a":"  "a",  console.  chrome-extension://  moz-extension:
  /node_modules/  favicon.ico  /favicon.ico?  .map  sourceMappingURL=  AbortError  .*AbortError
`;

/** The same with characters that are written as escapes of JSON: spaces, controls, accents, emoji, bidi, joiners. */
const ESCAPED = String.raw`
  \u0020  \u0009  \u000a  \u000d  \u0060  \u005c  \u0024  \u00e9  \u20ac  \u0000  \u001b  \u0085  \u009b  \u009d  \u200b  \u200d
  \u202e  \u2028  \u3164  \ufeff  \u0301  \ud83d\udc00  a\u005c  a\u000a  \u000a-  a\u0020b\u0020  \u000a\u0020  \u0020\u000a  \u000d\u000a
  a\u000a\u000a  \u005c\u0022  \u005cn  \ud83d\ude00  \ud83d\ude00\u200d  \ud83d\udc4d\ud83c\udffd  1\ufe0f\u20e3
  \ud83c\udff4\udb40\udc67  \udb40\udc41  e\u0301  \u0915\u094d\u200d  \u0301\u200c  \u0627\u200c  \ufdfa  \u4e2d
  \ud55c  \u0439  -----BEGIN\u0020  -----BEGIN\u0020A  -----BEGIN\u0020PRIVATE\u0020KEY-----  -----END\u0020
  Bearer\u0020  bearer\u0020\u0020  Bearer\u0020a  Basic\u0020aaaaaaaaaaaa  Basic\u0020aaaaaaaaaaaa=  4111\u0020
  4111\u00201111\u00201111\u00201111  2024-01-01\u0020  password:\u0020  password=\u005c\u0022a  token\u0020
  <!doctype\u0020  <?xml\u0020  <a\u0020  <a\u0020b  <a\u0020b=  <a\u0020'x  <a\u0020href  <a\u00a0  </\u0020
  <img\u0020  <x\u0020hidden  <x\u0020on  <x\u0020style\u0020  <a-b:c\u0020  <system\u0020  ](\u0020
  ](\u0020<\u0020  ](a\u005c  ](a\u005c\u005c:  ]:\u0020  ]:\u000a  ]:\u0020#  ]:\u0020#\u0020  ]:\u0020<a  ]:\u0020<a>\u0020
  ]:\u0020@\u0020  [//]:\u0020#\u0020(  \u0060\u0060\u0060  >\u0020  -\u0020  1.\u0020  |\u0020  #\u0020
  \u0024\u0024  \u000a\u000a\u000a-  \u000a===  \u001b[  \u001b[1  \u001b[1;  \u001b]  \u001b]0;  \u001bP  \u001b\u0020  \u001b(
  \u009b1  \u0090a  at\u0020  at\u0020(  (at\u0020  at\u0020a\u0020(  at\u0020a\u0020(b:1:
  at\u0020a\u0020(b:1:2)\u000a  \u0020\u0020\u0020\u0020at\u0020a\u0020(b:1:2)\u000a  at\u0020a\u0020(eval\u0020at\u0020
  eval\u0020at\u0020  \u0020(  native\u0020  a@b:1:2\u000a  @\u000a  a@b\u000a  eval\u0020code  [native\u0020code]
  Line\u00201:  function\u0020a(  Error:\u0020  Error\u000a  Uncaught\u0020  Uncaught\u0020(in\u0020promise
  Caused\u0020by:\u0020  a:\u0020b:\u0020  reading\u0020'  property\u0020\u0022  of\u0020'a  status\u0020
  status\u0020code\u0020  http\u00201  code:\u0020  Set-Cookie:\u0020  url(\u0020  u\u005c72l(  \u005c72  \u005c72\u0020
  @import\u0020  @\u005c69  /*\u0020rr_split\u0020*/  \u0022\u000a  '\u000a  \u005c\u000a  \u0060\u0024{  \u0024{  \u005cu  \u005cx  \u005cu{
  \u2039  \u2026  \u2022\u2022\u2022  \u005c\u005c\u0022  [object\u0020  ResizeObserver\u0020loop  Script\u0020error
  The\u0020operation
`;

const words = (text: string) => text.trim().split(/\s+/);
const PIECES: readonly string[] = [
  ...words(PLAIN),
  ...words(ESCAPED).map((word) => word.replace(/\\u([0-9a-f]{4})/gi, (_match, hex: string) => charOf(hex))),
];

function charOf(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

const FRAMES: readonly (readonly [before: string, after: string])[] = [
  ["", ""],
  ["", "!"],
  ["](", "!"],
  ["]:", "!"],
  ["token ", "\n!"],
  ["https://", " !"],
  ["<a ", "!"],
  ["at ", "!"],
  ["Bearer ", "!"],
  ['"', "!"],
];

/** A text that may cost more than its length, and its name. */
export interface HostileText {
  name: string;
  make: (length: number) => string;
}

/** Repetitions of each piece, alone and behind the beginning of what could make a rule look for its end. */
export const HOSTILE_TEXTS: readonly HostileText[] = PIECES.flatMap((piece) =>
  framesOf(piece).map(([before, after]) => ({
    name: JSON.stringify(`${before}${piece}…${after}`),
    make: (length) => before + piece.repeat(Math.ceil(length / piece.length)) + after,
  })),
);

/** Runs that rules look through are tried behind everything, other pieces alone and with an end. */
function framesOf(piece: string): readonly (readonly [string, string])[] {
  return /^(?:\s+|[(<[\\1a"&=-])$/.test(piece) ? FRAMES : FRAMES.slice(0, 2);
}
