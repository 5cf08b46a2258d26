"""Pounds and pence, exact, and written as people read them."""

from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")


def to_pence(amount: Decimal) -> Decimal:
    """Rounded half up to a whole penny, as accounts are."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def display(amount: Decimal | int) -> str:
    """£1,234,567 without pence when they are nought, £1,234.50 otherwise; a minus stands before the pound sign."""
    pence = to_pence(Decimal(amount))
    sign = "−" if pence < 0 else ""
    text = f"{abs(pence):,.2f}"
    return f"{sign}£{text.removesuffix('.00')}"


def display_short(amount: Decimal | int) -> str:
    """£26.4m, £950k or £640: for a headline, never for a sum."""
    pounds = abs(Decimal(amount))
    sign = "−" if Decimal(amount) < 0 else ""
    if pounds >= 1_000_000:
        return f"{sign}£{pounds / 1_000_000:,.1f}m"
    if pounds >= 10_000:
        return f"{sign}£{pounds / 1_000:,.0f}k"
    return f"{sign}£{pounds:,.0f}"
