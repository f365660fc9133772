package dev.gantry.files.s3;

/** An upload that was begun and neither completed nor aborted: invisible, but stored and paid for. */
public record UnfinishedUpload(String key, String id) {}
