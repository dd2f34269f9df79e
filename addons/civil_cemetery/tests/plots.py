"""A register of plots as a cemetery keeps it, for tests."""

import datetime
import io

import openpyxl

AS_OF = datetime.date(2024, 6, 1)
HEADER = (
    "公墓",
    "区",
    "排",
    "号",
    "类型",
    "占地面积",
    "状态",
    "购墓人",
    "购墓人身份证号",
    "使用证号",
    "起始日期",
    "缴费年限",
    "安放人数",
    "最近安放者火化证编号",
)
#: A plot in which nothing is wrong; no person of this world.
GOOD = {
    "公墓": "南山公墓",
    "区": "A",
    "排": 1,
    "号": 1,
    "类型": "单穴",
    "占地面积": 0.5,
    "状态": "已安葬",
    "购墓人": "周云",
    "购墓人身份证号": "421303195001010014",
    "使用证号": "墓证000001",
    "起始日期": datetime.date(2010, 5, 1),
    "缴费年限": 20,
    "安放人数": 1,
    "最近安放者火化证编号": "",
}
EMPTY = {
    "状态": "空置",
    "购墓人": "",
    "购墓人身份证号": "",
    "使用证号": "",
    "起始日期": "",
    "缴费年限": "",
    "安放人数": 0,
}


def register(*rows, header=HEADER, around=True, merge=(), title="墓位"):
    """Return a register of plots as a workbook.

    :param rows: what differs from a good plot, one a row
    :param header: the headings in their order
    :param around: whether titles, totals and signatures stand around it
    :param merge: ranges of cells to be merged, such as ``"A4:A5"``
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    if around:
        sheet.append(["公墓墓位登记表"])
        sheet.append(["单位：平方米、年、人"])
    sheet.append(header)
    for row in rows:
        values = {**GOOD, **row}
        sheet.append([values.get(name) for name in header])
    if around:
        sheet.append(["合计", None, None, None, None, len(rows)])
        sheet.append(["制表人：", None, None, "审核人："])
    for cells in merge:
        sheet.merge_cells(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
