import csv
import io
import tempfile
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: What a request may say of a bank line, in the columns of the spread table.
_LINE_COLUMNS = (
    "reference",
    "account",
    "holder",
    "amount",
    "bank_name",
    "cnaps",
    "other_bank",
    "identity_number",
)


class CivilSubsidyBank(models.AbstractModel):
    """Exchange of a batch with its agent banks: the request files.

    A bank line is what the bank pays at once: all payments of a batch that share one
    reference. Each goes to one agent bank and into one file. Which line goes where is
    worked out in a temporary table, in one statement whatever their number; the files
    are written from its rows as they come.
    """

    _name = "civil.subsidy.bank"
    _description = "Agent Bank Exchange"

    @api.model
    def _export(self, batch):
        """Write the request files of an approved batch, once.

        :return: the ``civil.subsidy.file``\\ s; a repeated call returns the same ones.
        """
        batch._lock_for_step()
        existing = batch._request_files()
        if existing:
            return existing
        batch._check_unchanged()
        self._spread(batch)
        self._refuse_unpayable(batch)
        files = self._make_files(batch)
        self._note_files(batch)
        self.env.cr.execute(SQL("DROP TABLE civil_subsidy_spread"))
        return files

    # Which line goes to which bank, and into which part

    def _spread(self, batch):
        """Fill the temporary table of bank lines with bank, part and CNAPS number."""
        agents = batch._paying_agents()
        if not agents:
            raise UserError(
                self.env._(
                    "Choose the agent bank of batch %(name)s first.", name=batch.name
                )
            )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMPORARY TABLE civil_subsidy_spread ON COMMIT DROP AS
                SELECT line.*, agent_id IS NOT NULL AND NOT own AS other_bank,
                    %(cnaps)s AS cnaps,
                    coalesce((row_number() OVER (
                        PARTITION BY agent_id ORDER BY sequence, reference) - 1)
                        / nullif(%(most)s, 0), 0) + 1 AS part
                FROM (%(lines)s) line %(branches)s
                """,
                cnaps=SQL("branch.cnaps") if self._wants_cnaps(agents) else SQL("''"),
                branches=(
                    self._branches(batch) if self._wants_cnaps(agents) else SQL()
                ),
                most=self._by_agent(
                    {agent: agent.format_request_id.max_lines for agent in agents}
                ),
                lines=self._assigned(batch, agents),
            )
        )

    def _wants_cnaps(self, agents):
        """Tell whether any of the banks is told the CNAPS number."""
        columns = agents.format_request_id.detail_ids
        return "cnaps" in columns.mapped("key")

    def _by_agent(self, numbers):
        """Return SQL that gives each agent bank its number."""
        cases = [
            SQL("WHEN %s THEN %s", agent.id, number)
            for agent, number in numbers.items()
        ]
        return SQL("CASE agent_id %s ELSE 0 END", SQL(" ").join(cases))

    def _assigned(self, batch, agents):
        """Return SQL of the bank lines, each with the bank that pays it, or none."""
        return SQL(
            """
            SELECT bank.*, CASE %(owners)s ELSE %(rest)s END AS agent_id,
                %(known)s OR coalesce(%(rest)s = ANY(%(unknowing)s), FALSE) AS own
            FROM (%(bank)s) bank
            """,
            bank=self._bank_lines(batch),
            owners=SQL(" ").join(
                SQL("WHEN %s THEN %s", agent._own_condition(), agent.id)
                for agent in agents
            ),
            rest=batch._rest_agent(agents).id or SQL("NULL::integer"),
            known=SQL("(%s)", SQL(" OR ").join(a._own_condition() for a in agents)),
            # Of a bank that doesn't say which accounts are its own, all are.
            unknowing=[agent.id for agent in agents if not agent._knows_own()],
        )

    def _bank_lines(self, batch):
        """Return SQL of the batch's payable references with what they add up to."""
        if not self.env["civil.subsidy.payment"].search_count(
            [("batch_id", "=", batch.id), ("grouped", "=", True)], limit=1
        ):
            # The usual case, without a sort of all lines.
            return SQL(
                """
                SELECT reference, sequence, 1 AS payments, round(amount, 2) AS amount,
                    account_number AS account, account_holder AS holder, bank_name,
                    identity_number, FALSE AS torn
                FROM civil_subsidy_payment
                WHERE batch_id = %s AND outcome = 'payable'
                """,
                batch.id,
            )
        return SQL(
            """
            SELECT reference, min(sequence) AS sequence, count(*) AS payments,
                round(sum(amount), 2) AS amount, min(account_number) AS account,
                min(account_holder) AS holder, min(bank_name) AS bank_name,
                min(identity_number) AS identity_number,
                count(*) > 1 AND (min(account_number) <> max(account_number)
                    OR min(account_holder) <> max(account_holder)) AS torn
            FROM civil_subsidy_payment
            WHERE batch_id = %s AND outcome = 'payable' GROUP BY reference
            """,
            batch.id,
        )

    def _branches(self, batch):
        """Return SQL that joins each bank's name to its branch: the longest term."""
        return SQL(
            """
            LEFT JOIN (
                SELECT DISTINCT ON (named.bank_name) named.bank_name, b.cnaps
                FROM (SELECT DISTINCT bank_name FROM civil_subsidy_payment
                    WHERE batch_id = %s AND outcome = 'payable'
                    AND bank_name IS NOT NULL) named
                JOIN (SELECT cnaps, unnest(
                        name || string_to_array(coalesce(terms, ''), E'\\n')) AS term
                    FROM civil_bank_branch WHERE active) b
                    ON trim(b.term) <> '' AND strpos(named.bank_name, trim(b.term)) > 0
                ORDER BY named.bank_name, length(trim(b.term)) DESC, b.cnaps
            ) branch ON branch.bank_name = line.bank_name
            """,
            batch.id,
        )

    def _refuse_unpayable(self, batch):
        """Refuse lines that no bank takes, or that lack what the bank wants to know."""
        needy = batch._paying_agents().filtered(self._wants_cnaps).ids
        torn, unclaimed, without = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FILTER (WHERE torn),
                    count(*) FILTER (WHERE agent_id IS NULL),
                    count(*) FILTER (WHERE other_bank AND cnaps IS NULL
                        AND agent_id = ANY(%s))
                FROM civil_subsidy_spread
                """,
                needy,
            )
        )[0]
        if torn:
            raise UserError(
                self.env._(
                    "%(count)s lines of batch %(name)s join payments to different "
                    "accounts. Send the batch back and have it computed again.",
                    count=torn,
                    name=batch.name,
                )
            )
        if unclaimed or without:
            raise UserError(
                self.env._(
                    "Batch %(name)s can't go to the bank: no agent bank takes "
                    "%(unclaimed)s lines, and %(without)s lines to other banks have no "
                    "CNAPS number. “Lines without a Bank” shows them; complete the "
                    "agent banks' own names, or the bank branches.",
                    name=batch.name,
                    unclaimed=unclaimed,
                    without=without,
                )
            )

    @api.model
    def _unpayable(self, batch):
        """Return the ids of the payments that the export would refuse."""
        self._spread(batch)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id FROM civil_subsidy_payment p
                JOIN civil_subsidy_spread s ON s.reference = p.reference
                WHERE p.batch_id = %s AND p.outcome = 'payable'
                    AND (s.agent_id IS NULL OR s.torn OR (s.other_bank
                        AND s.cnaps IS NULL AND s.agent_id = ANY(%s)))
                """,
                batch.id,
                batch._paying_agents().filtered(self._wants_cnaps).ids,
            )
        )
        self.env.cr.execute(SQL("DROP TABLE civil_subsidy_spread"))
        return [row[0] for row in rows]

    # The files

    def _make_files(self, batch):
        """Write a file for each bank and part; together they are the batch.

        :raise UserError: when the parts don't add up to what was approved, or two
            files would have one name
        """
        parts = self.env.execute_query(
            SQL(
                """
                SELECT agent_id, part, count(*), sum(payments)::integer,
                    sum(amount)::text, max(part) OVER (PARTITION BY agent_id)
                FROM civil_subsidy_spread GROUP BY agent_id, part
                ORDER BY agent_id <> %s, agent_id, part
                """,
                batch.bank_agent_id.id,
            )
        )
        self._refuse_other_sums(batch, parts)
        files = self.env["civil.subsidy.file"]
        for agent_id, part, count, payments, amount, last in parts:
            agent = self.env["civil.bank.agent"].browse(agent_id)
            head = self._head(batch, agent, part, last, count, Decimal(amount))
            lines = self._spread_lines(agent_id, part, batch.program_id.remark)
            name, content = agent._request_file(head, lines)
            if name in files.mapped("name"):
                raise UserError(
                    self.env._(
                        "Two request files would be named %(name)s. Write {agent} into "
                        "the file name pattern of one of the agent banks.",
                        name=name,
                    )
                )
            values = {
                "batch_id": batch.id,
                "division_id": batch.division_id.id,
                "direction": "request",
                "agent_id": agent_id,
                "part": part,
                "name": name,
                "line_count": count,
                "payment_count": payments,
                "amount": float(amount),
            }
            files |= files._keep(values, content)
        return files

    def _refuse_other_sums(self, batch, parts):
        """Refuse parts that don't make up what was approved, to the cent."""
        payments = sum(part[3] for part in parts)
        amount = sum(Decimal(part[4]) for part in parts)
        if (payments, amount) != (batch.frozen_count, self._exact_total(batch)):
            raise UserError(
                self.env._(
                    "The request files of batch %(name)s would hold %(count)s payments "
                    "of %(amount)s yuan, which isn't what was approved. Send the batch "
                    "back and have it computed again.",
                    name=batch.name,
                    count=payments,
                    amount=f"{amount:.2f}",
                )
            )

    def _head(self, batch, agent, part, parts, count, total):
        """What a request's header says, and the result's has to answer."""
        return agent._head(
            batch=batch.name,
            part=part,
            parts=parts,
            date=batch.pay_date or fields.Date.to_date(batch.approved_date),
            count=count,
            total=total,
            purpose=batch.program_id.name,
        )

    def _exact_total(self, batch):
        """The approved sum as the database keeps it, without a float between."""
        [[amount]] = self.env.execute_query(
            SQL(
                "SELECT round(frozen_amount, 2)::text FROM civil_subsidy_batch"
                " WHERE id = %s",
                batch.id,
            )
        )
        return Decimal(amount)

    def _spread_lines(self, agent_id, part, remark):
        """Return the rows of one part, in order, as they leave the database."""
        return self._stream(
            SQL(
                """
                SELECT %s FROM civil_subsidy_spread
                WHERE agent_id = %s AND part = %s ORDER BY sequence, reference
                """,
                SQL(", ").join(map(SQL.identifier, _LINE_COLUMNS)),
                agent_id,
                part,
            ),
            remark,
        )

    def _sent_lines(self, file):
        """Return the bank lines that a request file held, in its order."""
        return self._stream(
            SQL(
                """
                SELECT reference, min(account_number), min(account_holder),
                    round(sum(amount), 2), '', '', '', ''
                FROM civil_subsidy_payment
                WHERE batch_id = %s AND file_id = %s
                GROUP BY reference ORDER BY min(sequence), reference
                """,
                file.batch_id.id,
                file.id,
            )
        )

    def _stream(self, query, remark=""):
        """Yield rows of a query as dicts by bank keys, holding none of them.

        They pass through an unnamed temporary file: one statement, and of a million
        rows none is kept in memory.
        """
        cr = self.env.cr
        with tempfile.TemporaryFile() as stream:
            cr.copy_expert(
                cr.mogrify(SQL("COPY (%s) TO STDOUT (FORMAT csv)", query)).decode(),
                stream,
            )
            stream.seek(0)
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
            for reference, account, holder, amount, *rest in csv.reader(text):
                bank_name, cnaps, other_bank, identity = rest
                yield {
                    "reference": reference,
                    "account": account,
                    "holder": holder,
                    "amount": Decimal(amount),
                    "remark": remark,
                    "bank_name": bank_name,
                    "cnaps": cnaps,
                    "other_bank": other_bank == "t",
                    "identity_number": identity,
                }

    def _note_files(self, batch):
        """Note on every payment its bank and its file, in one statement.

        Who made the file and when stands on the file; each column with a foreign key
        that an UPDATE changes costs as much as the rest of it.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_payment p SET
                    agent_id = s.agent_id, file_id = f.id, other_bank = s.other_bank,
                    cnaps = nullif(s.cnaps, '')
                FROM civil_subsidy_spread s
                JOIN civil_subsidy_file f ON f.batch_id = %(batch)s
                    AND f.direction = 'request'
                    AND f.agent_id = s.agent_id AND f.part = s.part
                WHERE p.batch_id = %(batch)s AND p.outcome = 'payable'
                    AND p.reference = s.reference
                """,
                batch=batch.id,
            )
        )
        self.env["civil.subsidy.payment"].invalidate_model()
