import Crypto

/// The page's style sheet.
///
/// It holds nothing from input: its hash stands in the page's policy, and only the mark and the interval vary.
struct Stylesheet {
  /// The sheet.
  let text: String

  init(mark: String, tlp: TLP, title: String, words: Words) {
    // Mark and title are words of our own, digits and dashes by construction.
    text =
      Self.screen + Self.pieces + Self.tables + Self.dark
      + Self.print(
        mark: mark, color: Self.color(tlp), line: "\(words.footerMark) · \(title)")
  }

  /// For `style-src` of the page's policy.
  var source: String {
    let digest = SHA256.hash(data: Array(text.utf8))
    return "'sha256-\(Base64.text(Array(digest)))'"
  }

  /// Colours of TLP 2.0 on black.
  static func color(_ tlp: TLP) -> StaticString {
    switch tlp {
    case .red: "#FF2B2B"
    case .amber, .amberStrict: "#FFC000"
    case .green: "#33FF00"
    case .clear: "#FFFFFF"
    }
  }

  private static let screen = """
    :root{--ink:#1c2530;--soft:#55616f;--paper:#fff;--tint:#f5f7f9;--line:#dde3e9;\
    --accent:#1d4f7c;--alarm:#a1261d;--warn:#7d5200;--mid:#5b8db8;--pale:#b9d0e4;--mark:#fff}
    *{box-sizing:border-box}
    html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;\
    -webkit-text-size-adjust:100%;scroll-behavior:smooth}
    body{margin:0;color:var(--ink);background:var(--paper)}
    .page{max-width:73rem;margin:0 auto;padding:0 1.5rem 4rem}
    h1,h2,h3{line-height:1.2;overflow-wrap:anywhere}
    h1{font-size:clamp(2rem,1.4rem + 2.6vw,3.25rem);font-weight:700;letter-spacing:-.022em;margin:0}
    h2{font-size:1.6rem;font-weight:600;letter-spacing:-.012em;margin:0 0 .5rem}
    h3{font-size:1.1rem;font-weight:600;margin:2.5rem 0 .75rem}
    p{margin:0 0 .75rem;max-width:46rem}
    a{color:var(--accent)}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
    .skip{position:absolute;left:-100rem}
    .skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
    .tlp{display:flex;justify-content:flex-end;padding:1.25rem 0 0}
    .tlp span{background:#000;font:700 1rem/1.2 "Liberation Sans",Arial,sans-serif;padding:.3rem .65rem}
    .tlp-red span{color:#FF2B2B}.tlp-amber span{color:#FFC000}.tlp-green span{color:#33FF00}\
    .tlp-clear span{color:#FFF}
    .cover{padding:0 0 2rem}
    .kicker{font-size:.85rem;letter-spacing:.06em;color:var(--soft);margin:2.25rem 0 1.1rem}
    .period{font-size:1.15rem;color:var(--soft);margin:.6rem 0 0;max-width:none}
    .coverage{border-left:.25rem solid var(--accent);padding:.1rem 0 .1rem 1.1rem;margin:1.9rem 0 0}
    .coverage p{margin:0;color:var(--soft)}
    .coverage p:first-child{font-size:1.2rem;color:var(--ink)}
    .blind{border-left-color:var(--alarm)}
    .section{padding:3.25rem 0 0;margin:0}
    .section>h2{padding-top:1.1rem;border-top:2px solid var(--ink)}
    .lead p{color:var(--soft);margin-bottom:1.25rem}
    .lead strong{color:var(--ink)}
    .quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .toc{padding:2.5rem 0 0}
    .toc h2{font-size:1rem;margin-bottom:.6rem}
    .toc ol{columns:17rem;column-gap:2.5rem;margin:0;padding-left:1.6rem}
    .toc li{padding:.14rem 0;color:var(--soft)}
    .toc a{text-decoration:none}.toc a:hover{text-decoration:underline}
    footer{border-top:1px solid var(--line);margin-top:4rem;color:var(--soft);font-size:.9rem}

    """

  private static let pieces = """
    .plain{background:var(--tint);border-radius:.5rem;padding:1.5rem 1.75rem .9rem;margin:0 0 2rem;\
    display:grid;gap:.5rem 2.5rem;grid-template-columns:repeat(2,minmax(0,1fr))}
    .plain>div:first-child{grid-column:1/-1}
    .plain h2{font-size:1.1rem;margin-bottom:.35rem}
    .plain>div:first-child p{font-size:1.1rem}
    .plain ul{margin:0 0 .75rem;padding-left:1.1rem}.plain li{margin-bottom:.35rem}
    .card{display:grid;grid-template-columns:1.75fr 1fr 1fr 1fr;gap:0 1.75rem;margin:0;border-top:2px solid var(--ink)}
    .tile{padding:1.1rem 0 1.25rem;border-bottom:1px solid var(--line);display:flex;flex-direction:column}
    .tile-wide{grid-row:span 2}
    .tile .headline{order:5;margin-top:1rem;font-size:1.1rem;max-width:24rem}
    .tile dt{order:2;font-weight:600}
    .tile dd{margin:0}
    .tile .value{order:1;font-size:2.6rem;line-height:1.05;font-weight:600;letter-spacing:-.03em;\
    font-variant-numeric:tabular-nums lining-nums}
    .tile-wide .value{font-size:5.25rem}
    .tile-wide dt{font-size:1.2rem}
    .tile-on .value{color:var(--alarm)}
    .tile .value-none{color:var(--soft)}
    .tile .change{order:3;color:var(--soft);font-size:.9rem}
    .tile .note{order:4;color:var(--soft);font-size:.9rem;font-style:italic}
    .card-note{color:var(--soft);margin:1rem 0 0}
    .trend{margin:2.5rem 0 0}
    .trend figcaption{font-weight:600}
    .trend .scroll{direction:rtl}.trend .scroll>*{direction:ltr}\
    .trend svg{display:block;min-width:44rem;width:100%;height:auto;margin:.75rem 0 .25rem}
    .trend text{font-size:12px;fill:var(--soft);font-family:inherit}
    .trend .amount{font-size:10px;fill:var(--ink)}
    .b-new{fill:var(--accent)}.b-ret{fill:var(--mid)}.b-con{fill:var(--pale)}
    .axis{stroke:var(--line);stroke-width:1}.base{stroke:var(--ink);stroke-width:1}
    .hatch{stroke:var(--soft);stroke-width:1;opacity:.8}
    .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;padding:0;margin:.25rem 0 .75rem;\
    font-size:.9rem;color:var(--soft)}
    .legend svg{display:inline-block;min-width:0;width:.85em;height:.85em;margin:0 .45em 0 0;vertical-align:-.05em}
    details{margin:.5rem 0}
    summary{cursor:pointer}
    .trend summary,.more{color:var(--soft)}
    .actions{list-style:none;margin:0;padding:0}
    .actions>li{display:grid;grid-template-columns:2.25rem minmax(0,1fr) 13.75rem;gap:.1rem 1rem;\
    padding:1.15rem 0;border-bottom:1px solid var(--line)}
    .actions>li:first-child{padding-top:.25rem}
    .rank{font-size:1.5rem;line-height:1.25;font-weight:600;color:var(--soft);font-variant-numeric:tabular-nums}
    .who{font-size:1.1rem;font-weight:600;margin:0;overflow-wrap:anywhere}
    .what{margin:.15rem 0 .5rem;max-width:none;overflow-wrap:anywhere}
    .pairs{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem .9rem;margin:0}
    .pairs dt{color:var(--soft)}.pairs dd{margin:0;overflow-wrap:anywhere}
    .due{margin:0}.due b{display:block;font-weight:600}
    .due span{display:block}
    .p-critical,.p-high{color:var(--alarm);font-weight:600}.p-medium{color:var(--warn)}.p-low{color:var(--soft)}
    .s-on{color:var(--alarm);font-weight:600}.s-off{color:var(--soft)}.s-unknown{color:var(--warn);font-weight:600}
    .advice{display:grid;grid-template-columns:minmax(0,17rem) minmax(0,1fr);gap:.25rem 2.5rem;\
    padding:1.25rem 0 .75rem;border-bottom:1px solid var(--line)}
    .advice h3{margin:0 0 .4rem}
    .advice .seen{color:var(--soft);font-size:.92rem;overflow-wrap:anywhere}
    .advice ul,.prose{margin:0;padding-left:1.1rem}.advice li,.prose li{margin-bottom:.45rem;max-width:46rem}
    .finding{margin:0}.finding:not([open]),.finding+.in{border-bottom:1px solid var(--line)}
    .finding:not([open])+.in{display:none}
    .finding summary{padding:.55rem 0;display:flex;flex-wrap:wrap;gap:.1rem .9rem;align-items:baseline}
    .finding summary::before{content:"+";color:var(--soft);width:.7rem;flex:none}
    .finding[open] summary::before{content:"−"}
    .finding summary::-webkit-details-marker{display:none}
    .finding .tail{color:var(--soft);font-size:.92rem}
    .in{padding:.25rem 0 1.25rem 1.6rem;font-size:.95rem}
    .in ul{margin:.6rem 0 0;padding-left:1.1rem;color:var(--soft)}
    .in li{margin-bottom:.35rem;overflow-wrap:anywhere}.in li strong{color:var(--ink);font-weight:600}
    .terms{display:grid;grid-template-columns:minmax(9rem,15rem) minmax(0,1fr);gap:.45rem 1.5rem;margin:0}
    .terms dt{font-weight:600}.terms dd{margin:0;overflow-wrap:anywhere;max-width:46rem}
    .empty{color:var(--soft);padding:.9rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);\
    max-width:none;margin:1.25rem 0}
    .empty strong{color:var(--ink);font-weight:600}

    """

  private static let tables = """
    .scroll{overflow-x:auto;position:relative;margin:1.25rem 0 .5rem}
    table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4;font-variant-numeric:tabular-nums lining-nums}
    caption{text-align:left;font-weight:600;font-size:1rem;padding:0 0 .5rem}
    th,td{text-align:left;vertical-align:baseline;padding:.5rem 1.1rem .5rem 0;border-bottom:1px solid var(--line)}
    th:last-child,td:last-child{padding-right:0}
    thead th{font-weight:600;color:var(--soft);font-size:.84rem;border-bottom:1px solid var(--ink);vertical-align:bottom}
    tbody th{font-weight:600;min-width:14rem;max-width:24rem;overflow-wrap:anywhere}
    tbody th a{text-decoration:none}tbody th a:hover{text-decoration:underline}
    td{overflow-wrap:anywhere;min-width:3.5rem}
    .num{text-align:right;white-space:nowrap}
    .t{white-space:nowrap}.utc{display:block;color:var(--soft);font-size:.88em}
    .txt{min-width:9rem}
    tfoot td,tfoot th{font-weight:600;border-bottom:0;border-top:1px solid var(--ink)}
    .host{overflow-wrap:anywhere}
    .ulabel{font-weight:400;color:var(--soft);font-size:.88em}th .ulabel{display:block}
    .code{font:.78rem/1.35 ui-monospace,"Liberation Mono",monospace;overflow-wrap:anywhere;min-width:12rem}
    .strip{display:block;width:10.5rem;height:1rem;overflow:visible}
    .d-on{fill:var(--alarm)}.d-off{fill:var(--soft);opacity:.5}
    .strip text{font-size:9px;fill:var(--soft);font-family:inherit;text-anchor:middle}
    @media (max-width:46rem){
    .page{padding:0 1rem 3rem}.cover{padding:0 0 1.25rem}
    .card{grid-template-columns:repeat(2,minmax(0,1fr));gap:0 1.25rem}.tile-wide{grid-column:span 2;grid-row:auto}
    .tile .value{font-size:2.2rem}.tile-wide .value{font-size:3.6rem}
    .actions>li{grid-template-columns:1.75rem minmax(0,1fr)}.due{grid-column:2;margin-top:.4rem}
    .advice{grid-template-columns:minmax(0,1fr)}.terms{grid-template-columns:minmax(0,1fr);gap:.1rem}
    .terms dd{margin-bottom:.6rem}.plain{padding:1.1rem 1.1rem .5rem;grid-template-columns:minmax(0,1fr)}.in{padding-left:0}
    caption{position:sticky;left:0;max-width:calc(100vw - 2rem)}}

    """

  private static let dark = """
    @media screen and (prefers-color-scheme:dark){:root{--ink:#e7ebf0;--soft:#a7b2be;--paper:#12171d;--tint:#1a212a;\
    --line:#303a45;--accent:#8fbfea;--alarm:#ff9b8f;--warn:#e8b765;--mid:#5f8fb9;--pale:#35536e}}

    """

  private static func print(mark: String, color: StaticString, line: String) -> String {
    let box =
      "background:#000;color:\(color);font:700 12pt \"Liberation Sans\",Arial,sans-serif;content:\"\(mark)\";padding:0 2mm"
    return """
      @page{size:A4;margin:20mm 15mm 20mm;@top-right{\(box);height:8mm;width:max-content;vertical-align:middle}\
      @bottom-right{\(box);height:8mm;width:max-content;vertical-align:middle}\
      @bottom-left{font:9pt "Liberation Sans",Arial,sans-serif;color:#55616f;content:"\(line)"}\
      @bottom-center{font:9pt "Liberation Sans",Arial,sans-serif;color:#55616f;content:counter(page) " / " counter(pages)}}
      @media print{html{font-size:9.5pt}.page{max-width:none;padding:0}.toc,.skip,.tlp{display:none}
      .cover{padding:0 0 5mm}.kicker{margin-top:0}.section{padding-top:9mm}h2,h3,caption,figcaption,.lead,.kicker{break-after:avoid}tfoot tr{break-before:avoid}
      thead{display:table-header-group}tfoot{display:table-row-group}tr,.tile,.actions>li,.advice,.trend .scroll{break-inside:avoid}
      .scroll{overflow:visible}table{font-size:8pt}th,td{padding:.3rem .6rem .3rem 0;min-width:0}tbody th{min-width:10rem}
      .txt,.code{min-width:0}.code{font-size:6.5pt}a{color:inherit;text-decoration:none}.trend svg{min-width:0}
      .strip{width:7.5rem}.finding:not([open])+.in{display:block}.finding:not([open]){border:0}
      .finding summary::before{content:""}.tile .value{font-size:2rem}.tile-wide .value{font-size:3.6rem}
      .card{break-inside:avoid}.numbers{display:none}.plain{border:1px solid var(--line)}
      *{-webkit-print-color-adjust:exact}}
      """
  }
}
