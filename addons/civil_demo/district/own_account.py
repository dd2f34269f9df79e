"""The statement of the bureau's own bank account, as the bank's XML file."""

import base64

from odoo import fields

ACCOUNT = "42050166123400000001"
#: Movements: amount, what the bank writes, other party, the bank's number.
MOVEMENTS = (
    (12.36, "结息", "", "Z0001"),
    (-8.00, "短信服务费", "", "Z0002"),
    (652.00, "退回多领补贴", "刘某某（演示）", "Z0003"),
)
EXPLANATION = "群众主动退回多领补贴，待追缴手续办结后缴国库。"


class OwnAccount:
    """The cashier imports it; one movement is explained, the others wait."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env

    def open(self):
        """Import the statement of the present month."""
        day = fields.Date.context_today(self.env.user)
        chart = self.env["account.chart.template"].with_company(self.env.company)
        journal = chart.ref("bank")
        journal.write(
            {
                "parallel_statement_start": day.replace(day=1),
                "bank_account_id": self.env["res.partner.bank"]
                .create(
                    {
                        "acc_number": ACCOUNT,
                        "partner_id": self.env.company.partner_id.id,
                    }
                )
                .id,
            }
        )
        wizard = self.desk.act("cashier", self.env["account.statement.import"])
        wizard.create(
            {
                "parallel_journal_id": journal.id,
                "statement_file": base64.b64encode(self.file(day).encode()),
                "statement_filename": f"基本户对账单{day:%Y%m}.xml",
            }
        ).action_import()
        lines = self.env["account.bank.statement.line"].search(
            [("journal_id", "=", journal.id), ("ref", "=", "Z0003")]
        )
        self.desk.act("finance", lines).action_explain(EXPLANATION)

    def file(self, day):
        """Return a camt.053 statement of the month."""
        opening = 0
        closing = opening + sum(amount for amount, *_rest in MOVEMENTS)
        entries = "".join(self.entry(day, *movement) for movement in MOVEMENTS)
        balances = self.balance("OPBD", opening) + self.balance("CLBD", closing)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<Document '
            'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>'
            "<GrpHdr><MsgId>1</MsgId></GrpHdr>"
            f"<Stmt><Id>{day:%Y%m}</Id><Acct><Id><Othr><Id>{ACCOUNT}</Id></Othr></Id>"
            f"<Ccy>CNY</Ccy></Acct>{balances}{entries}</Stmt></BkToCstmrStmt>"
            "</Document>"
        )

    def entry(self, day, amount, text, party, number):
        role = "Dbtr" if amount > 0 else "Cdtr"
        parties = (
            f"<RltdPties><{role}><Nm>{party}</Nm></{role}></RltdPties>" if party else ""
        )
        return (
            f"<Ntry>{self.amount(amount)}<Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt>"
            f"</BookgDt><AcctSvcrRef>{number}</AcctSvcrRef><NtryDtls><TxDtls>{parties}"
            f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )

    def balance(self, code, amount):
        return (
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
            f"{self.amount(amount)}</Bal>"
        )

    def amount(self, amount):
        sign = "DBIT" if amount < 0 else "CRDT"
        return f'<Amt Ccy="CNY">{abs(amount):.2f}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
