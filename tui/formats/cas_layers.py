"""The layers that are in CAS alone: what is known of an article, its tags, what is not its body.

The first two are metadata of the document in INCEpTION and have no place in the text.
"""

ARTICLE = "webanno.custom.Article"
ARTICLE_TAG = "webanno.custom.ArticleTag"
REGION = "webanno.custom.Region"

DETAILS = (
    *("title", "source", "byline", "published", "url", "language", "story", "file", "added"),
)
ARTICLE_FEATURES = ("uid", "sha256", *DETAILS, "status")
ARTICLE_TAG_FEATURES = ("tag", "note", "annotator", "attributes", "uid", "created", "modified")
REGION_FEATURES = ("kind", "reason", "by")
