"""Mathematics of claims that knows no claims: classes of people, linear programs, what cannot all be true."""
