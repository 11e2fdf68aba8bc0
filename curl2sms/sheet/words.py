"""The sheet's own words, the same in every format."""

ACTIONS = {"type": "type", "choose": "choose", "leave": "leave", "stop": "can't"}

SECTIONS = {
    "lost": "What the sample did and this can't",
    "first": "Before you type",
    "form": "The form",
    "placeholders": "What {platform} puts in",
    "losses": "What the form can't hold",
    "number": "The number",
    "reports": "Delivery reports",
    "unknown": "What {platform} does not say",
    "steps": "To the first message",
}

HIDDEN = "Credentials are hidden as ***; --reveal shows them."
