/** A page on which everything that may not be seen is magenta, and nothing else is. */
export interface PictureCase {
  title: string;
  /** `{other}` stands for a server of another origin that serves a card field at every path. */
  html: string;
  /** Runs in the page before the capture. */
  prepare?: string;
}

const CARD = '<input autocomplete=cc-number value="4111 1111 1111 1111">';

/** The document that frames of the cases show. */
export const CARD_PAGE = `<!doctype html><style>*{background:#f0f;color:#f0f;border-color:#f0f}</style>${CARD}`;

const closed = (inner: string) =>
  `<script>customElements.define("closed-box",class extends HTMLElement{constructor(){super();
    this.attachShadow({mode:"closed"}).innerHTML=${JSON.stringify(`<style>input,p{background:#f0f;color:#f0f}</style>${inner}`)}}})</script>`;

export const PICTURE_CASES: readonly PictureCase[] = [
  { title: "a field in a closed shadow root", html: `<closed-box></closed-box>${closed(CARD)}` },
  {
    title: "a private text in a closed shadow root in a closed shadow root",
    html: `<div id=outer></div>${closed("<p data-private>secret</p>")}<script>
      outer.attachShadow({mode:"closed"}).innerHTML="<closed-box></closed-box>"</script>`,
  },
  {
    title: "a field in a closed root of a plain element",
    html: `<div id=h></div><script>
      h.attachShadow({mode:"closed"}).innerHTML='<style>input{background:#f0f;color:#f0f}</style>${CARD}'</script>`,
  },
  { title: "a frame of another origin", html: `<iframe src="{other}/card" width=420 height=60></iframe>` },
  { title: "a sandboxed frame", html: `<iframe sandbox src="/card" width=420 height=60></iframe>` },
  {
    title: "an object of another origin",
    html: `<object data="{other}/card" type="text/html" width=420 height=60></object>`,
  },
  {
    title: "an object of the same origin",
    html: `<object data="/card-field" type="text/html" width=420 height=60></object>`,
  },
  { title: "an embed", html: `<embed src="/card" type="text/html" width=420 height=60>` },
  {
    title: "a frame in a frame in a frame",
    html: `<iframe width=500 height=200 srcdoc="<iframe width=450 height=150 srcdoc='<iframe width=400 height=80 src=/card-field></iframe>'></iframe>"></iframe>`,
  },
  {
    title: "a field in a scaled, padded frame",
    html: `<div style="transform:scale(1.5);transform-origin:0 0"><iframe src="/card-field" width=300 height=60 style="padding:20px 0 0 70px;border:9px solid"></iframe></div>`,
  },
  {
    title: "a field in a turned frame",
    html: `<iframe src="/card-field" width=420 height=60 style="rotate:30deg;margin:150px"></iframe>`,
  },
  {
    title: "a field in a zoomed frame",
    html: `<iframe src="/card-field" width=300 height=60 style="zoom:1.7;margin:20px"></iframe>`,
  },
  {
    title: "a document in design mode",
    html: `<iframe id=f width=420 height=60></iframe>`,
    prepare: `f.contentDocument.body.innerHTML="<p style='background:#f0f'>draft of a letter</p>";f.contentDocument.designMode="on"`,
  },
  {
    title: "a private element without a box of its own",
    html: `<div data-private style="display:contents"><b class=s>secret</b> <i class=s>one</i></div>`,
  },
  {
    title: "bare text of an element without a box",
    html: `<div data-private class=t style="display:contents">secret words right here</div>`,
  },
  {
    title: "text that overflows",
    html: `<div data-private class=t style="width:20px;white-space:nowrap">secret words that overflow a lot</div>`,
  },
  {
    title: "children placed elsewhere",
    html: `<div data-private style="position:relative;width:9px;height:9px"><b class=s style="position:absolute;left:300px;top:90px">secret</b><b class=s style="position:fixed;right:5px;bottom:5px">fixed</b></div>`,
  },
  {
    title: "floats and negative margins",
    html: `<div data-private style="margin:80px;height:1px"><b class=s style="float:right">secret</b><b class=s style="display:block;margin:-60px 0 0 -60px;width:50px">secret</b></div>`,
  },
  {
    title: "generated text",
    html: `<style>.g::before{content:attr(data-x);background:#f0f;color:#f0f}</style><div data-private class=g data-x="secret generated text" style="width:9px;height:9px;white-space:nowrap"></div>`,
  },
  {
    title: "placed generated text",
    html: `<style>.g::after{content:attr(data-x);position:absolute;left:250px;top:70px;background:#f0f;color:#f0f}</style><div data-private class=g data-x="secret" style="position:relative;width:9px;height:9px"></div>`,
  },
  {
    title: "generated text of an element without a box",
    html: `<style>.g::before{content:attr(data-x);background:#f0f;color:#f0f}</style><section><div data-private class=g data-x="secret" style="display:contents"></div></section>`,
  },
  {
    title: "a private dialog and a popover in the top layer",
    html: `<div data-private><dialog id=d class=s>secret</dialog><div popover id=p class=s style="inset:auto 0 0 auto">secret</div></div>`,
    prepare: "d.showModal();p.showPopover()",
  },
  {
    title: "what a private component shows of its children",
    html: `<x-card data-private><b class=s slot=a>secret</b></x-card><script>customElements.define("x-card",class extends HTMLElement{constructor(){super();
      this.attachShadow({mode:"open"}).innerHTML="<style>p{position:absolute;left:400px;top:200px;background:#f0f}</style><p>secret<slot name=a></slot></p>"}})</script>`,
  },
  {
    title: "a private canvas, video and picture",
    html: `<div data-hm-block><canvas id=c width=90 height=40></canvas><svg width=90 height=40><rect width=90 height=40 fill="#f0f"/></svg><video width=90 height=40 style="background:#f0f"></video></div><script>const x=c.getContext("2d");x.fillStyle="#f0f";x.fillRect(0,0,90,40)</script>`,
  },
  {
    title: "a transformed private element",
    html: `<p data-private class=s style="transform:rotate(40deg) translate(200px,-90px);width:200px">secret</p>`,
  },
  {
    title: "a slider, a chosen option and an editable text",
    html: `<input type=range class=s style="accent-color:#f0f"><select class=s><option value="">secret choice</option></select><div contenteditable class=t style="width:9px;white-space:nowrap">typed text that overflows</div>`,
  },
  {
    title: "a field on a scrolled page",
    html: `<div style="height:900px"></div><input class=s value=secret><div style="height:2000px"></div>`,
    prepare: "scrollTo(0,700)",
  },
  {
    title: "a field on a zoomed page",
    html: `<input class=s value=secret style="margin:50px">`,
    prepare: "document.body.style.zoom=1.6",
  },
  {
    title: "a field in a scrolled frame",
    html: `<iframe src="/card-tall" width=420 height=120 id=f></iframe>`,
    prepare: "f.contentWindow.scrollTo(0,500)",
  },
  {
    title: "a closed root that the markup declares",
    html: `<div><template shadowrootmode=closed><style>input{background:#f0f;color:#f0f}</style>${CARD}</template></div>`,
  },
  {
    title: "a closed root in a frame",
    html: `<iframe width=420 height=60 srcdoc="<closed-box></closed-box>" id=f></iframe>`,
    prepare: `f.contentDocument.querySelector("closed-box").attachShadow({mode:"closed"}).innerHTML='<style>input{background:#f0f;color:#f0f}</style>${CARD}'`,
  },
  {
    title: "what a private slot shows",
    html: `<div id=h><b class=s>secret</b></div><script>h.attachShadow({mode:"open"}).innerHTML="<p data-private style='width:1px;height:1px'><slot></slot></p>"</script>`,
  },
  {
    title: "a marker made of text",
    html: `<style>li::marker{content:"secret marker";color:#f0f;font-size:40px}</style><ul style="margin-left:400px"><li data-private>x</li></ul>`,
  },
  {
    title: "generated text that overflows to the left",
    html: `<style>.g::before{content:attr(data-x);background:#f0f;color:#f0f}</style><div data-private dir=rtl class=g data-x="secret generated text" style="width:9px;height:9px;white-space:nowrap;margin-right:600px"></div>`,
  },
  {
    title: "a list of options",
    html: `<select size=4 style="background:#f0f;color:#f0f"><option value="">secret one<option value="">secret two</select>`,
  },
  {
    title: "a frameset",
    html: "",
    prepare: `document.open();document.write('<frameset cols="60%,40%"><frame src="/card-field"><frame src="{other}/card"></frameset>');document.close();new Promise(f=>onload=f)`,
  },
  {
    title: "a field on a very large page",
    html: `<input class=s value=secret>`,
    prepare: `const all=document.createDocumentFragment();for(let i=0;i<20000;i++)all.append(document.createElement("div"));document.body.append(all)`,
  },
  {
    title: "a large private region",
    html: `<div data-private id=d class=s style="width:300px;height:300px;overflow:hidden"></div>`,
    prepare: `for(let i=0;i<3000;i++)d.append(document.createElement("b"),"x ")`,
  },
];
