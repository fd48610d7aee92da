//! Trees made of these tokens beside those that html5ever makes by itself.

use crate::html::Dom;
use proptest::prelude::*;

fn is_the_same(page: &str) {
    let [ours, theirs] = Dom::twice(page);
    assert_eq!(ours, theirs, "{page:?}");
}

#[test]
fn pages_are_cut_as_the_standard_has_it() {
    for page in [
        "<!doctype html><title>Port & <b>harbour</title><p class=a>Kest",
        "<p>a<b>b<i>c</b>d</i></p>e<table>f<tr>g<td>h",
        "a < b, a<1, <>, </>, </ p>, <?xml?>, <!x>, <!-->c<!--->d<!--e--!>f<!-- -- > --->g",
        "<p id=a id=b CLASS='c' data-x=d =e f / g/>h<br/>",
        "<p title='a>b' class=\"c&amp;d&copy=e&copyf&copy;\" lang=e&amp>f",
        "&amp &amp; &ampx &notin; &notit; &#65;&#x41;&#X4a &#; &#x; &#0;&#128;&#xD800;&#1114112; & &nosuch; &ngE;",
        "<textarea>\n</b>&lt;</textareas></TEXTAREA x>b",
        "<style><!-- </style> --></style >a<xmp><p></xmp/>b",
        "<script>a</scripts></script>b<script><!-- <script> </script> --> </script>c",
        "<script type=application/ld+json>{\"a\": \"<!--<script></script>\"}</script>d<script>",
        "<script><!-- <script </script>e</script>f",
        "<svg><![CDATA[a<b>]]]>c</svg><![CDATA[d]]>e<math><mi><style>f<p>g</style>",
        "<plaintext>a</plaintext>b",
        "<noscript><p>a</noscript><iframe><p>b</iframe><noframes>c",
        "a\r\nb\rc<pre>\r\nd</pre><p title='\r\n'>",
        "\u{feff}a\u{feff}",
        "<p",
        "<p class",
        "<p class=",
        "<p class='a",
        "<p class=a",
        "<p/",
        "</p",
        "</",
        "<!",
        "<!--",
        "<!-- a --",
        "<!doctype",
        "<a href=a>b<a href=c>d<b><b><b><b x><b x>e</p>f",
        "<form><input type=hidden><select><option>a<optgroup>b<hr>c</select>",
        "<template shadowrootmode=open><p>a</template>b",
        "<frameset><frame></frameset>",
        "<é>a</é><p é=a>",
        "a</br class=a>b</p id=b>c</b/>",
    ] {
        is_the_same(page);
    }
}

#[test]
fn doctypes_decide_what_a_table_in_a_paragraph_does() {
    for words in [
        "",
        " html",
        "html",
        " HTML x",
        " html public",
        " html public 'a' 'b'",
        " html public 'a' b",
        " html public 'a",
        " html system 'a'",
        " html system 'a' b",
        " html system \"a",
        " html system",
        " html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://a.example/b.dtd\"",
        " html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\"",
        " html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\"\"b\"",
        " xml",
        " html x",
    ] {
        is_the_same(&format!("<!DOCTYPE{words}><p>a<table>b"));
        is_the_same(&format!("<!doctype{words}"));
    }
}

#[test]
fn zeros_are_kept_out() {
    for page in [
        "a\0b",
        "<p\0 a\0='b\0'>c",
        "<title>a\0</title>",
        "<svg>a\0<![CDATA[b\0c]]>",
        "<script type=ld+json>\0</script>",
    ] {
        is_the_same(page);
    }
}

proptest! {
    #[test]
    fn any_soup_makes_the_same_tree(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        is_the_same(&parts.concat());
    }
}

const PARTS: &[&str] = &[
    "<",
    ">",
    "/",
    "!",
    "-",
    "--",
    "&",
    ";",
    "=",
    "'",
    "\"",
    " ",
    "\n",
    "\r",
    "\0",
    "a",
    "b",
    "é",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<script",
    "</script",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<style>",
    "</style>",
    "<!doctype html>",
    "<!doctype ",
    "public ",
    "&amp;",
    "&ampx",
    "&not",
    "&#65;",
    "&#x",
    "<li>",
    "<ul>",
    "</ul>",
    "<br/>",
    "<select>",
    "<option>",
    "<form>",
    "<input type=hidden>",
    "<div class=c>",
    "<i class=d>",
    "</i>",
    "<frameset>",
    "<body>",
    "<html lang=en>",
    "<head>",
    "</head>",
    "<template>",
    "</template>",
    "<plaintext>",
    "<h1>",
    "<nobr>",
    "<button>",
    "<caption>",
    "<col>",
    "id=a ",
    "ID='b'",
    "/>",
];
