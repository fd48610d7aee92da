"""Invented furniture in the manner of the trade, for the corpora hold little of some kinds. No outlet wrote these, and
none paraphrases an article that scores Dixit: they say what such texts say everywhere. A run is one or more
sentences that stand together; names are drawn anew for every copy."""

OUTLETS = ["The Harbour Post", "Orrin Wire", "The Quay", "Kest Radio", "The Daily Lantern", "Northern Herald", "The Tribune",
           "Meridian News", "The Correspondent", "City Ledger", "The Beacon", "Global Monitor", "News 9", "The Weekly Dispatch"]

RUNS = [
    # Appeals for money, as of charities, public radio and non-profit newsrooms.
    "Support independent journalism|At {o}, we believe that good information should be open to all.|Our journalism is funded by readers like you, not by billionaires or shareholders.|"
    "Please consider making a donation today.|Your generosity keeps our newsroom independent and our reporting free.",
    "Before you go|In times like these the truth matters more than ever.|Millions of people turn to {o} to understand what is happening in the world.|"
    "A monthly contribution, from as little as $3, sustains the investigations that you value.|Support {o} from $1 a month.",
    "Since you're here, we have something to ask.|More people are reading {o} than ever, but advertising revenues are falling across the media.|"
    "So you can see why we need to ask for your help.|Our independent, investigative journalism takes a lot of time, money and hard work to produce.",
    "You have read three free articles this month.|Subscribe to {o} for unlimited access to our reporting and analysis.|Already a subscriber? Log in.",
    "Quality journalism is not free to make.|We rely on the generosity of our readers.|Become a member and stand up for a free press.",
    "It is thanks to readers' gifts that our team can keep asking hard questions of those in power.|Together we can hold them to account.|Will you join us?",
    "{o} is a non-profit newsroom.|We have no owner, no shareholders and no subscription fees.|If you value what we do, please give.|Every gift counts, and all of them are tax-deductible.",
    "Our winter fund drive ends on Friday.|We are still short of our goal, and there is no {o} without its readers.|Donate now.",
    "As a public broadcaster we depend on listeners.|When you give, you pay for the reporters, editors and producers behind every programme.|Give what you can.",
    "We are free to read because our readers choose to pay.|That choice keeps our stories open to students, pensioners and everybody else who could not subscribe.|Join them today.",
    "Local news is disappearing.|Our small team covers the councils, the schools and the courts that others have left.|Help us go on: subscribe for less than a coffee a week.",
    # Subscriptions, newsletters, applications.
    "Sign up for our newsletter and get the best of {o} by e-mail every day.", "Get our top stories, analysis and opinion delivered to you each weekday.",
    "Stay informed with {o}: download our app for breaking news alerts.", "Subscribe now and save half on your first year.",
    "Like what you are reading? Try {o} free for a month.", "Our weekly letter rounds up what you may have missed. Enter your address to receive it.",
    "By signing up you accept our terms of use and privacy policy. You can unsubscribe at any time.", "Follow {o} on Facebook and Instagram for more stories like this.",
    "Subscribe to our podcast on Apple, Spotify or wherever you listen.", "Turn on notifications to hear about breaking news first.",
    # Buttons, comments, sharing.
    "Comments", "Show comments", "View comments", "Leave a comment", "Comments are closed.", "Log in to comment", "Share on Facebook", "Share", "Tweet", "Copy link", "Print",
    "E-mail this to a friend", "Share this story", "Back to top", "Close", "Skip to content", "Advertisement", "Story continues below", "Most read", "Load more",
    "What do you think? Tell us in the comments below.", "Please keep your comments civil and read our community rules before you post.",
    "Your browser does not support this video.", "Watch live on {b} TV", "Listen to this article", "{b} App", "{b} Podcast",
    "Visit our website at www.harbourpost.example", "www.orrinwire.example", "For more, go to www.kestradio.example",
    # Credits and links.
    "REUTERS/Ann Orme", "REUTERS/Tomas Veld/File Photo", "REUTERS/Jo Lund/Pool", "[Ann Orme/AP Photo]", "[Tomas Veld/Reuters]", "[File: Jo Lund/AFP]", "[Courtesy of Orrin Wire]",
    "More:", "Read more", "READ MORE:", "Related articles", "Related: Orrin votes on harbour ban", "Watch: Marant meets dockers at the gate",
    "See also: How the harbour ban began", "Read next: Kest port strike enters third week", "© 2031 {o}. All rights reserved.", "This article first appeared in {o}.",
]

TRAILS = ["Home > World > Africa", "World / Asia", "News » Politics » Elections", "Home / Politics", "World | Americas", "News / Economy",
          "Home / News / Middle East", "Politics / Congress", "Business > Markets", "Home » Opinion"]
