"""The people of one report: who is told of again, who died of those shot, who did it."""
