"""XML that declares entities is refused before a parser sees it: a few lines can become gigabytes,
or name files of this machine. No feed, list of feeds or book needs any."""


def declares_entities(data: bytes) -> bool:
    """Whether the head of an XML document declares entities of its own.

    Zero bytes are passed over, so that UTF-16 is seen through as well.
    """
    data = data.replace(b"\0", b"")
    place = max(data.find(b"<"), 0)
    while place < len(data):
        if data.startswith(b"<?", place):
            end = data.find(b"?>", place)
        elif data.startswith(b"<!--", place):
            end = data.find(b"-->", place)
        elif data[place : place + 9].upper() == b"<!DOCTYPE":
            inner, end = data.find(b"[", place), data.find(b">", place)
            if inner != -1 and inner < end:
                return True
        else:
            return False
        if end == -1:
            return False
        place = data.find(b"<", end)
        if place == -1:
            return False
    return False


REFUSED = "it declares entities, which nothing but an attack needs: save it again without a DOCTYPE"
