/* SPDX-License-Identifier: Apache-2.0
   Puts models/parser.bin into the binary, where it is used in place. */
    .section .rodata
    .global dragoman_parser_begin
    .global dragoman_parser_end
    .balign 64
dragoman_parser_begin:
    .incbin DRAGOMAN_PARSER_FILE
dragoman_parser_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
