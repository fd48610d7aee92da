use super::*;
use std::time::{Duration, Instant};

fn feed(text: &str) -> Feed {
    Feed::of(text).expect("a feed")
}

fn urls(text: &str) -> Vec<String> {
    feed(text).links.into_iter().map(|link| link.url).collect()
}

#[test]
fn rss_names_articles_and_what_it_says_of_them() {
    let feed = feed(
        "\u{feff}<?xml version=\"1.0\"?><!-- a remark --><rss version=\"2.0\"><channel>
        <title>The Harbour Post &#8212; News</title><link>https://post.example</link>
        <language>en-gb</language><image><title>Logo</title><url>https://post.example/logo</url></image>
        <item><title><![CDATA[Port &amp; pier <b>reopen</b>]]></title>
          <media:title>A picture</media:title><media:content url=\"https://post.example/p.jpg\"/>
          <link>https://post.example/kest?utm_source=rss</link><guid isPermaLink=\"false\">77</guid>
          <pubDate>Fri, 07 Mar 2031 23:30:00 -0500</pubDate><dc:creator>Jo Lund</dc:creator>
          <description>Ships &lt;i&gt;sail&lt;/i&gt;.</description></item>
        <item><guid>https://post.example/orrin</guid><dc:date>2031-03-08T10:00:00Z</dc:date>
          <source url=\"https://wire.example\">Night Wire</source></item>
        </channel></rss>",
    );
    assert_eq!(
        (feed.kind, feed.title.as_deref()),
        (FeedKind::Rss, Some("The Harbour Post \u{2014} News"))
    );
    assert_eq!(feed.language.as_deref(), Some("en-gb"));
    let [one, two] = &feed.links[..] else {
        panic!("{:?}", feed.links)
    };
    assert_eq!(one.url, "https://post.example/kest?utm_source=rss");
    assert_eq!(one.title.as_deref(), Some("Port & pier reopen"));
    assert_eq!(one.published.unwrap().to_string(), "2031-03-07");
    assert_eq!(one.changed.as_deref(), Some("2031-03-08T04:30:00Z"));
    assert_eq!(feed.entries[0].authors, ["Jo Lund"]);
    assert_eq!(
        (two.url.as_str(), two.outlet.as_deref()),
        ("https://post.example/orrin", Some("Night Wire"))
    );
}

#[test]
fn rdf_and_old_rss_are_read() {
    let rdf = "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'>
        <title>Post</title></channel><item rdf:about='https://post.example/a'><title>A</title>
        <link>https://post.example/a?x=1</link></item><item rdf:about='https://post.example/b'/></rdf:RDF>";
    assert_eq!(
        urls(rdf),
        ["https://post.example/a?x=1", "https://post.example/b"]
    );
    assert_eq!(
        urls(
            "<rss version='0.91'><channel><item><link> http://a.example/1\n</link></item></channel></rss>"
        ),
        ["http://a.example/1"]
    );
}

#[test]
fn atom_names_the_page_not_its_other_forms() {
    let feed = feed(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>Le Quai</title>
        <entry><title type='html'>Le port &amp;amp; la mer</title><id>urn:1</id>
        <link rel='enclosure' href='https://quai.example/a.mp3'/><link rel='self' href='https://quai.example/a.atom'/>
        <link type='application/json' href='https://quai.example/a.json'/><link href='https://quai.example/a?b=1&amp;c=2'/>
        <author><name>Jo Lund</name><uri>x</uri></author><published>2031-03-07T09:00:00Z</published>
        <updated>2031-03-08T09:00:00+01:00</updated>
        <content type='xhtml'><div><p>Le <b>port</b></p><p>ouvre.</p></div></content></entry></feed>",
    );
    let link = &feed.links[0];
    assert_eq!(link.url, "https://quai.example/a?b=1&c=2");
    assert_eq!(link.title.as_deref(), Some("Le port & la mer"));
    assert_eq!(link.published.unwrap().to_string(), "2031-03-07");
    assert_eq!(link.changed.as_deref(), Some("2031-03-08T08:00:00Z"));
    assert_eq!(
        feed.entries[0].content.as_deref(),
        Some("<div><p>Le <b>port</b></p><p>ouvre.</p></div>")
    );
    assert_eq!(
        (feed.language.as_deref(), &feed.entries[0].authors[..]),
        (Some("fr"), &["Jo Lund".to_owned()][..])
    );
}

#[test]
fn json_feeds_sitemaps_lists_and_opml_are_read() {
    let json = r#"{"version": "https:\/\/jsonfeed.org\/version\/1.1", "title": "Post", "items": [
        {"id": 1, "url": "https://post.example/a", "title": "A", "date_published": "2031-03-07T09:00:00-05:00",
         "authors": [{"name": "Jo Lund"}], "content_text": "a < b"}, {"id": "https://post.example/b"}, 7]}"#;
    let found = feed(json);
    assert_eq!(found.links.len(), 2);
    assert_eq!(
        found.links[0].changed.as_deref(),
        Some("2031-03-07T14:00:00Z")
    );
    assert_eq!(found.entries[0].content.as_deref(), Some("<p>a &lt; b</p>"));
    let map = feed("<urlset xmlns:news='n'><url><loc>https://post.example/a</loc><lastmod>2031-03-07</lastmod>
        <news:news><news:publication><news:name>The Harbour Post</news:name><news:language>en</news:language>
        </news:publication><news:publication_date>2031-03-06</news:publication_date><news:title>A</news:title></news:news>
        <image:image><image:loc>https://post.example/p.jpg</image:loc></image:image></url></urlset>");
    let link = &map.links[0];
    assert_eq!(
        (
            link.url.as_str(),
            link.outlet.as_deref(),
            link.title.as_deref()
        ),
        (
            "https://post.example/a",
            Some("The Harbour Post"),
            Some("A")
        )
    );
    assert_eq!(
        (
            link.published.unwrap().to_string().as_str(),
            link.changed.as_deref()
        ),
        ("2031-03-06", Some("2031-03-07T00:00:00Z"))
    );
    let index = feed(
        "<sitemapindex><sitemap><loc>https://post.example/1.xml.gz</loc></sitemap></sitemapindex>",
    );
    assert_eq!(
        (index.feeds, index.links.len()),
        (vec!["https://post.example/1.xml.gz".to_owned()], 0)
    );
    let opml = feed(
        "<opml><body><outline text='News'><outline xmlUrl='https://post.example/feed'/></outline></body></opml>",
    );
    assert_eq!(opml.feeds, ["https://post.example/feed"]);
    assert_eq!(
        urls("# mine\nhttps://post.example/a\r\n\n  HTTP://post.example/b \n"),
        ["https://post.example/a", "HTTP://post.example/b"]
    );
}

#[test]
fn what_is_no_feed_is_none() {
    for text in [
        "",
        "<html><body>",
        "<?xml version='1.0'?><newsItem>",
        "The port is open.",
        "https://post.example/a is open",
        "{\"text\": 1}",
        "<svg>",
        "<",
        "<!DOCTYPE",
        "<!-- ",
    ] {
        assert_eq!(Feed::of(text), None, "{text}");
    }
}

#[test]
fn broken_feeds_give_what_they_hold() {
    let items = "<item><title>R&D & more</title><link>https://post.example/a?b=1&c=2</link></item>";
    for text in [
        format!("<rss><channel>{items}"),
        format!("<rss><channel><description><p>x</description>{items}</rss></rss>"),
        format!("<rss><channel></unknown>{items}<item><title>cut off"),
        format!("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel>{items}</channel></rss>"),
    ] {
        let feed = feed(&text);
        assert_eq!(
            feed.links[0].url, "https://post.example/a?b=1&c=2",
            "{text}"
        );
        assert_eq!(feed.links[0].title.as_deref(), Some("R&D & more"), "{text}");
    }
}

#[test]
fn entities_are_neither_fetched_nor_expanded() {
    let mut bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'haha'><!ENTITY f SYSTEM 'file:///etc/passwd'>".to_owned();
    for n in 1..30 {
        bomb.push_str(&format!("<!ENTITY a{n} '&a{0};&a{0};'>", n - 1));
    }
    bomb.push_str("]><rss><channel><item><title>&a29; &f; &amp;</title><link>https://post.example/a</link></item></channel></rss>");
    let feed = feed(&bomb);
    assert_eq!(feed.links[0].title.as_deref(), Some("&a29; &f; &"));
}

#[test]
fn deep_long_and_crooked_feeds_take_little_time() {
    let begin = Instant::now();
    for text in [
        format!("<rss>{}", "<a>".repeat(1_000_000)),
        format!("<rss>{}{}", "<a>".repeat(900), "</b>".repeat(500_000)),
        format!(
            "<rss><channel>{}",
            "<item><link>https://a.b/c</link></item>".repeat(100_000)
        ),
        format!("<rss a='{}'>", "x' b='".repeat(200_000)),
        format!("<rss><channel><item><title>{}", "&".repeat(2_000_000)),
        format!("<rss><channel><item><title>{}", "<".repeat(200_000)),
        format!("<!DOCTYPE rss [{}", "<!ENTITY a 'b'>".repeat(100_000)),
    ] {
        let _ = Feed::of(&text);
    }
    assert!(
        begin.elapsed() < Duration::from_secs(40),
        "{:?}",
        begin.elapsed()
    );
}

#[test]
fn pages_name_their_feeds() {
    let page = b"<html><head><link rel=stylesheet href=a.css><LINK href='/feed?a=1&amp;b=2' type='application/rss+xml' rel='alternate'>
        <link rel=\"alternate\" hreflang=fr href=/fr><link rel=\"alternate home\" type=application/atom+xml href=https://post.example/atom></head>";
    assert_eq!(
        Feed::named_by(page),
        ["/feed?a=1&b=2", "https://post.example/atom"]
    );
    assert_eq!(Feed::named_by(b"<link rel=alternate>"), [""; 0]);
}
