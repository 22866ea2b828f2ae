"""Which numbers are about the news of a report, and which about other events; what a toll covers."""
