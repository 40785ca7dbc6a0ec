"""Pages as they are read."""

import html as entities
import re


def page(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def words(html):
    """Return what is read, without the markup between; separate blocks are separate words."""
    apart = re.sub(r"<(?:/?(?:p|li|ol|ul|div|dt|dd|td|th|tr|h2|span|section|br|a|svg)\b)[^>]*>", " ", html)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", "", apart)).split()).replace(" .", ".")
