from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import make_pdf

CODE = "t_at_once"


@tagged("post_install", "-at_install")
class TestAtOnce(TransactionCase):
    """Two people in transactions of their own, on drafts that are committed."""

    def setUp(self):
        super().setUp()
        paper = type(self.env["civil.paper"])
        self.startPatcher(
            patch.object(paper, "_pdf", lambda *_args, **_kw: make_pdf("-"))
        )
        self.connection = db_connect(self.env.cr.dbname)
        self.addCleanup(self.change, self.remove)
        self.change(self.make)

    def change(self, method):
        """Run ``method`` in a transaction of its own and commit it."""
        with self.connection.cursor() as cursor:
            method(self.environment(cursor))
            cursor.commit()

    def environment(self, cr, uid=api.SUPERUSER_ID):
        return api.Environment(cr, uid, {"tracking_disable": True, "lang": "en_US"})

    def make(self, env):
        """Two drafts of one kind about the same record."""
        division = env["civil.division"].create(
            {"code": "997702", "name": "At Once", "level": "district"}
        )
        self.heads = [
            new_test_user(
                env,
                login,
                "civil_document.group_head",
                division_ids=[Command.set(division.ids)],
            ).id
            for login in ("t-doc-once-1", "t-doc-once-2")
        ]
        numbering = env["civil.numbering"].create(
            {"code": CODE, "name": CODE, "pattern": "同〔{year}〕{seq}号"}
        )
        kind = env["civil.document.kind"].create(
            {"code": CODE, "name": "通知书", "numbering_id": numbering.id}
        )
        values = {
            "kind_id": kind.id,
            "title": "通知书",
            "body": "内容",
            "division_id": division.id,
            "res_model": "civil.document.kind",
            "res_id": kind.id,
        }
        self.draft_ids = env["civil.document"].create([values, values]).ids

    def remove(self, env):
        """Leave nothing of what was committed."""
        env.cr.execute(
            "UPDATE civil_document SET state = 'draft', attachment_id = NULL"
            " WHERE id = ANY(%s)",
            [self.draft_ids],
        )
        env.cr.execute(
            "UPDATE ir_attachment SET is_sealed = false"
            " WHERE res_model = 'civil.document' AND res_id = ANY(%s)",
            [self.draft_ids],
        )
        env.invalidate_all()
        env["civil.document"].browse(self.draft_ids).unlink()
        env["civil.document.kind"].search([("code", "=", CODE)]).unlink()
        env["civil.numbering"].search([("code", "=", CODE)]).unlink()
        env["res.users"].browse(self.heads).unlink()
        env["civil.division"].search([("code", "=", "997702")]).unlink()

    def draft(self, cursor, who, which):
        env = self.environment(cursor, self.heads[who])
        return env["civil.document"].browse(self.draft_ids[which])

    def test_the_second_person_is_asked_to_wait(self):
        with self.connection.cursor() as one, self.connection.cursor() as two:
            self.draft(one, 0, 0).action_issue()
            with self.assertRaises(UserError) as caught:
                self.draft(two, 1, 0).action_issue()
            self.assertIn("at this moment", str(caught.exception))
            one.commit()
        with self.connection.cursor() as three:
            with self.assertRaises(UserError) as caught:
                self.draft(three, 1, 0).action_issue()
            self.assertIn("Issued", str(caught.exception))
            self.assertEqual(self.draft(three, 1, 0).number[-3:], "〕1号")

    @mute_logger("odoo.sql_db")
    def test_two_drafts_of_one_document_give_one(self):
        with self.connection.cursor() as one, self.connection.cursor() as two:
            # The second transaction sees the time before the first one's end.
            self.assertEqual(self.draft(two, 1, 1).state, "draft")
            self.draft(one, 0, 0).action_issue()
            one.flush()
            one.commit()
            with self.assertRaises(SerializationFailure):
                self.draft(two, 1, 1).action_issue()
            two.rollback()
        with self.connection.cursor() as again:
            with self.assertRaises(UserError) as caught:
                self.draft(again, 1, 1).action_issue()
            self.assertIn("already been issued", str(caught.exception))
