import base64

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from .agent_bank import answer


@tagged("post_install", "-at_install")
class TestBankRace(TransactionCase):
    """Two people at the same step in two real transactions: it is done once."""

    def test_export_confirmation_and_follow_up(self):
        connection = db_connect(self.env.cr.dbname)
        with connection.cursor() as first, connection.cursor() as second:
            one = self.env(cr=first, user=SUPERUSER_ID)
            two = self.env(cr=second, user=SUPERUSER_ID)
            batch_id = self._make(one)
            self.addCleanup(self._remove, batch_id)

            def batch(env):
                return env["civil.subsidy.batch"].browse(batch_id)

            self._race(one, two, lambda env: batch(env).action_export())
            batch(two).action_export()
            self.assertEqual(len(batch(two).file_ids), 1)
            file = batch(two).file_ids
            request = file.name, base64.b64decode(file.content)
            batch(two).action_send()
            result = answer(*request, fail=(1,))
            outcome = batch(two).import_result("DR.txt", base64.b64encode(result))
            second.execute(
                "UPDATE civil_subsidy_file SET create_uid = 2 WHERE id = %s",
                [outcome["file_id"]],
            )
            second.commit()

            def confirm(env):
                env["civil.subsidy.file"].browse(outcome["file_id"]).action_confirm()

            self._race(one, two, confirm)
            confirm(two)
            states = batch(two).payment_ids.mapped("bank_state")
            self.assertEqual(sorted(states), ["failed", "paid"])
            second.commit()
            self._race(one, two, lambda env: batch(env).action_create_resend())
            with self.assertRaises(UserError):
                batch(two).action_create_resend()
            second.rollback()
            self.assertEqual(len(batch(two).resend_batch_ids), 1)
            second.rollback()

    def _race(self, one, two, step):
        """Take a step in one transaction; the other is refused until it has ended."""
        one.invalidate_all()
        step(one)
        one.flush_all()
        with self.assertRaises(UserError):
            step(two)
        two.cr.rollback()
        two.invalidate_all()
        one.cr.commit()

    def _make(self, env):
        """Commit an approved batch of two lines."""
        division = env["civil.division"].create(
            {"code": "429999", "name": "并发区", "level": "district"}
        )
        agent = env["civil.bank.agent"].create(
            {
                "name": "并发银行",
                "code": "T-RACE",
                "agreement_number": "B1",
                "division_id": division.id,
                "format_request_id": env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": env.ref("civil_subsidy.bank_format_dr").id,
            }
        )
        batch = env["civil.subsidy.batch"].create(
            {
                "program_id": env.ref("civil_subsidy.program_life").id,
                "period": "2024-03-01",
                "pay_date": "2024-03-15",
                "division_id": division.id,
                "bank_agent_id": agent.id,
            }
        )
        env.flush_all()
        env.cr.execute(
            """
            INSERT INTO civil_subsidy_payment (batch_id, program_id, period, kind,
                person_count, name, division_id, outcome, currency_id, amount,
                account_number, account_holder, sequence, reference)
            SELECT %s, %s, '2024-03-01', 'regular', 1, '张三', %s, 'payable', %s, 100,
                '621700000000000' || n, '张三', n, %s || '-' || n
            FROM generate_series(1, 2) n
            """,
            [
                batch.id,
                batch.program_id.id,
                division.id,
                batch.currency_id.id,
                batch.name,
            ],
        )
        digest = batch._content_digest()
        batch._write_guarded(
            {
                "content_hash": digest["hash"],
                "frozen_count": digest["count"],
                "frozen_amount": float(digest["amount"]),
                "state": "approved",
            }
        )
        env.flush_all()
        env.cr.commit()
        return batch.id

    def _remove(self, batch_id):
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(
                "SELECT division_id, bank_agent_id FROM civil_subsidy_batch"
                " WHERE id = %s",
                [batch_id],
            )
            division_id, agent_id = cr.fetchone()
            for query, value in (
                (
                    "DELETE FROM ir_attachment WHERE res_model = 'civil.subsidy.file'"
                    " AND res_id IN (SELECT id FROM civil_subsidy_file"
                    " WHERE batch_id = %s)",
                    batch_id,
                ),
                ("DELETE FROM civil_subsidy_batch WHERE origin_id = %s", batch_id),
                ("DELETE FROM civil_subsidy_batch WHERE id = %s", batch_id),
                ("DELETE FROM civil_bank_agent WHERE id = %s", agent_id),
                ("DELETE FROM civil_division WHERE id = %s", division_id),
                (
                    "DELETE FROM civil_numbering_counter WHERE key LIKE %s",
                    "%202403429999%",
                ),
                (
                    "DELETE FROM mail_message WHERE model = 'civil.subsidy.batch'"
                    " AND res_id >= %s",
                    batch_id,
                ),
            ):
                cr.execute(query, [value])
