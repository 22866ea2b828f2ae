"""Publish: everything a case states, on one page that needs nothing but a browser or a printer."""

from tollbook.publish.page import page

__all__ = ["page"]
