"""An e-mail address as servers want it. Text in, `Mailbox` out; asks no server whether the address exists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address with its domain in ASCII (mara@xn--bcher-kva.example), and a name, empty where none was given."""

    address: str
    name: str = ""


def read_mailbox(text: str, *, named: bool = False) -> Mailbox:
    """Return the one address in `text`; with `named`, also of the form Name <address>.

    Raises ValueError that says what is wrong: two addresses, a line break, a letter that no address has.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text, check_deliverability=False, allow_display_name=named)
    except EmailNotValidError as fault:
        raise ValueError(f"this is no e-mail address: {str(fault).rstrip('.')}") from fault
    return Mailbox(f"{found.local_part}@{found.ascii_domain}", found.display_name or "")
