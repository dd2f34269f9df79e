"""Invented statements of a bank in XML (ISO 20022)."""

from xml.sax.saxutils import escape

VERSIONS = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def amount_of(amount, currency="CNY"):
    sign = "DBIT" if amount < 0 else "CRDT"
    return f'<Amt Ccy="{currency}">{abs(amount):.2f}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def entry(day, text, amount, partner="", serial="", status="BOOK", account=""):
    """Return an entry as version 02 of the format has it."""
    party = "Dbtr" if amount > 0 else "Cdtr"
    parties = (
        f"<RltdPties><{party}><Nm>{escape(partner)}</Nm></{party}><{party}Acct><Id>"
        f"<Othr><Id>{account}</Id></Othr></Id></{party}Acct></RltdPties>"
        if partner
        else ""
    )
    number = f"<AcctSvcrRef>{serial}</AcctSvcrRef>" if serial else ""
    return (
        f"<Ntry>{amount_of(amount)}<Sts>{status}</Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"{number}<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        f"{parties}<RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf></TxDtls></NtryDtls>"
        "</Ntry>"
    )


def balance(code, amount, currency="CNY"):
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f"{amount_of(amount, currency)}<Dt><Dt>2024-03-31</Dt></Dt></Bal>"
    )


def statement(entries, opening=None, closing=None, **given):
    """Return a statement; without balances where none are given.

    :param given: ``name``, ``account``, ``currency``, ``kind``
    """
    currency = given.get("currency", "CNY")
    balances = ""
    if opening is not None:
        balances = balance("OPBD", opening, currency) + balance(
            "CLBD", closing, currency
        )
    tag = VERSIONS[given.get("kind", "camt.053")][1]
    return (
        f"<{tag}><Id>{given.get('name', '2024-03')}</Id><Acct><Id><Othr><Id>"
        f"{given.get('account', '42001234')}</Id></Othr></Id><Ccy>{currency}</Ccy>"
        f"</Acct>{balances}{''.join(entries)}</{tag}>"
    )


def document(*statements, kind="camt.053", version="001.02", encoding="UTF-8"):
    """Return a file of statements as bytes."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<Document xmlns='
        f'"urn:iso:std:iso:20022:tech:xsd:{kind}.{version}"><{VERSIONS[kind][0]}>'
        "<GrpHdr><MsgId>1</MsgId><CreDtTm>2024-04-01T08:00:00</CreDtTm></GrpHdr>"
        f"{''.join(statements)}</{VERSIONS[kind][0]}></Document>"
    )
    return text.encode(encoding)
