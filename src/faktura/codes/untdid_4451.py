"""UNTDID 4451: the subjects of notes, BT-21 (rule BR-CL-08)."""

from faktura.codes.code_list import CodeList

NOTE_SUBJECTS = CodeList("UNTDID 4451 text subject code qualifiers", file="untdid-4451.txt")
