"""Scrapy's settings: polite by default, bounded in size and time, no more parts than are used."""

BOT_NAME = "jangmadang"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = "jangmadang (news monitor)"  # the run puts version and contact address in its place

ROBOTSTXT_OBEY = False  # crawler.manners.middlewares.HostRulesMiddleware does it, with Crawl-delay and the opt-outs
CONCURRENT_REQUESTS = 32
CONCURRENT_ITEMS = 1  # a response gives one page; Scrapy starts so many tasks for each, used or not
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0.0  # a Crawl-delay of 2 s means 2 s
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_MAX_DELAY = 60.0
COOKIES_ENABLED = False
REFERER_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPPROXY_ENABLED = False  # through a proxy, addresses could not be checked

DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 12_000_000  # also after decompression
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False  # WholeBodyMiddleware refuses what was cut; a 404 is one whatever its body
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
RETRY_ENABLED = False  # crawler.manners.middlewares.BackoffMiddleware does it
HTTPERROR_ALLOW_ALL = True  # every status ends as a page or an outcome
URLLENGTH_LIMIT = 4000
GDELT_URL = "https://api.gdeltproject.org/api/v2/doc/doc"
GOOGLE_NEWS_URL = "https://news.google.com/rss/search"
WAYBACK_URL = "https://web.archive.org"
TWISTED_DNS_RESOLVER = "crawler.manners.resolver.GuardedResolver"
DNS_TIMEOUT = 20

DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.manners.middlewares.DefenceMiddleware": 40,
    "crawler.manners.middlewares.BackoffMiddleware": 60,
    "crawler.manners.middlewares.HostRulesMiddleware": 100,
    "crawler.manners.whole_bodies.WholeBodyMiddleware": 595,  # before HttpCompression (590) unpacks it
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.manners.pace.PoliteThrottle": 0,
    "crawler.manners.extensions.RunExtension": 100,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
}
ITEM_PIPELINES = {"crawler.pipelines.ArchivePipeline": 100}

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
LOG_LEVEL = "WARNING"
LOG_SHORT_NAMES = True
STATS_DUMP = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads our source anew for each page
